import * as z from 'zod/mini';

const text = z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined);
const whole = z.catch(
  z.optional(z.coerce.number().check(z.int(), z.gte(-2_147_483_647), z.lte(2_147_483_647))),
  undefined,
);

export const userSorts = ['oldest', 'name', 'balanceHigh', 'balanceLow', 'lastActive'] as const;
/** Days that a filter of activity looks back. */
export const activityDays = [1, 7, 30, 90] as const;

/** What the address of the list of users says. */
export const UsersSearch = z.object({
  search: text,
  min: whole,
  max: whole,
  plan: text,
  state: z.catch(z.optional(z.enum(['active', 'deactivated'])), undefined),
  role: z.catch(z.optional(z.enum(['ADMIN', 'USER'])), undefined),
  /** "7": active within 7 days; "-7": not active since. */
  active: whole,
  sort: z.catch(z.optional(z.enum(userSorts)), undefined),
  /** Columns that are not shown. */
  hide: text,
});
export type UsersSearch = z.infer<typeof UsersSearch>;

const DAY_MS = 86_400_000;

export function toUsersFilter(search: UsersSearch, now: Date) {
  const { min, max, plan, state, role, active, sort } = search;
  // By the whole hour, so that the same filter asks the same.
  const since = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 - Math.abs(active ?? 0) * DAY_MS);
  return {
    ...(search.search && { search: search.search }),
    ...(min !== undefined && { minCredits: min }),
    ...(max !== undefined && { maxCredits: max }),
    ...(plan && { planId: plan }),
    ...(state && { isActive: state === 'active' }),
    ...(role && { role }),
    ...(active &&
      (active > 0 ? { activeSince: since.toISOString() } : { inactiveSince: since.toISOString() })),
    ...(sort && { sort }),
  };
}

export function isFiltered({ sort: _, hide: __, ...filters }: UsersSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined && value !== '');
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The search from which a user was opened, so that the way back leads to it. */
    usersSearch?: UsersSearch | undefined;
  }
}
