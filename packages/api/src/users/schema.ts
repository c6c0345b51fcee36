import { z } from 'zod';
import { AccountSummary, HistoryInput, MAX_CREDITS } from '../credits/schema.ts';
import { Instant } from '../instants.ts';
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
  /** Set while an admin looks at the app as this user sees it. */
  viewedBy: z
    .object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable(), endsAt: z.date() })
    .nullable(),
});
export type Me = z.infer<typeof Me>;

export const userSorts = ['newest', 'oldest', 'name', 'balanceHigh', 'balanceLow', 'lastActive'] as const;
export const UserSort = z.enum(userSorts);
export type UserSort = z.infer<typeof UserSort>;

const Credits = z.int('Credits are whole numbers.').min(-MAX_CREDITS).max(MAX_CREDITS);

export const ListUsersInput = z.strictObject({
  /** Part of a name or e-mail, or a whole user id or Clerk id. */
  search: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\0\p{Cs}]*$/u, 'A search must not contain U+0000 or half a surrogate pair.')
    .optional(),
  /** Of what is spendable; both ends count. */
  minCredits: Credits.optional(),
  maxCredits: Credits.optional(),
  /** The plan that they have now. */
  planId: RowId.optional(),
  isActive: z.boolean().optional(),
  role: Role.optional(),
  /** Whose balance changed then or later. */
  activeSince: Instant.optional(),
  /** Whose balance did not change since. */
  inactiveSince: Instant.optional(),
  sort: UserSort.default('newest'),
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
  /** The plan that they have now. */
  planId: z.string().nullable(),
  planName: z.string().nullable(),
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
