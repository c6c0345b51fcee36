import { z } from 'zod';

/** Somebody who was asked to sign up. */
export const InvitationItem = z.object({
  id: z.string(),
  email: z.string(),
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  createdAt: z.date(),
});
export type Invitation = z.infer<typeof InvitationItem>;

/** Clerk's invitations. Every call @throws CLERK_FAILED. */
export type ClerkInvitations = {
  /** Sends the mail. An address that was invited already is invited anew. */
  invite(email: string): Promise<Invitation>;
  /** The newest hundred. */
  list(): Promise<Invitation[]>;
};
