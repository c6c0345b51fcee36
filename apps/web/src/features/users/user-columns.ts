import type { PlainText } from '../../i18n/t.ts';

/** The columns that can be hidden, in their order. */
export const userColumns = [
  { key: 'spendable', label: 'Spendable' },
  { key: 'held', label: 'Held' },
  { key: 'plan', label: 'Plan' },
  { key: 'state', label: 'State' },
  { key: 'role', label: 'Role' },
  { key: 'activity', label: 'Last activity' },
  { key: 'created', label: 'Created' },
] as const satisfies { key: string; label: PlainText }[];

export type UserColumn = (typeof userColumns)[number]['key'];

/** @param hide As the address writes it: keys, separated by commas. */
export function listColumns(hide: string | undefined): UserColumn[] {
  const hidden = hide?.split(',') ?? [];
  return userColumns.map(({ key }) => key).filter((key) => !hidden.includes(key));
}
