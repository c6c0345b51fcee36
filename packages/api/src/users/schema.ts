import { z } from 'zod';
import { AccountSummary, HistoryInput } from '../credits/schema.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';

const roles = ['USER', 'ADMIN'] as const;
const Role = z.enum(roles);

/** The signed-in person. */
export const Me = z.object({
  id: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: Role,
});
export type Me = z.infer<typeof Me>;

export const ListUsersInput = z.strictObject({
  /** Part of a name or e-mail, or a whole user id or Clerk id. */
  search: z.string().trim().max(200).optional(),
  cursor: z.string().max(300).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

export const UserListItem = z.object({
  id: z.string(),
  clerkId: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: Role,
  isActive: z.boolean(),
  createdAt: z.date(),
  creditsRemaining: z.int(),
  creditsHeld: z.int(),
  /** When the balance last changed. */
  lastEntryAt: z.date().nullable(),
});
export type UserListItem = z.infer<typeof UserListItem>;

export const UserPage = z.object({ items: z.array(UserListItem), nextCursor: z.string().nullable() });

export const UserDetail = UserListItem.extend({ account: AccountSummary });
export type UserDetail = z.infer<typeof UserDetail>;

export const UserHistoryInput = HistoryInput.extend({ userId: RowId });

/** What a sign-in service tells about a person. */
export const Identity = z.strictObject({
  clerkUserId: z.string().min(1),
  /** Null when there is none, or it is not verified. */
  verifiedEmail: z.email().toLowerCase().nullable(),
  name: z.string().nullable(),
});
export type Identity = z.infer<typeof Identity>;
