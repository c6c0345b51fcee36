import { z } from 'zod';
import type { Identity } from '../users/schema.ts';

/** The part of Clerk's user JSON that Scrip reads; metadata is left alone, since users can write some of it. */
const ClerkUser = z.object({
  id: z.string().min(1),
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  primary_email_address_id: z.string().nullish(),
  email_addresses: z
    .array(
      z.object({
        id: z.string(),
        email_address: z.string(),
        verification: z.object({ status: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});
type ClerkUser = z.infer<typeof ClerkUser>;

/**
 * What Clerk tells about a person, in a webhook or through its API. Only the primary address counts, and only when it
 * is verified: it may make its owner an admin.
 *
 * @throws ZodError when this is not a user of Clerk.
 */
export function identityOfClerkUser(json: unknown): Identity {
  const user = ClerkUser.parse(json);
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ').trim();
  return { clerkUserId: user.id, verifiedEmail: verifiedEmailOf(user), name: name || null };
}

function verifiedEmailOf(user: ClerkUser): string | null {
  const primary = user.email_addresses?.find(({ id }) => id === user.primary_email_address_id);
  if (primary?.verification?.status !== 'verified') return null;
  return z.email().toLowerCase().safeParse(primary.email_address).data ?? null;
}
