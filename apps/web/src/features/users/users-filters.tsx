import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { type PlainText, plural, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { listColumns, userColumns } from './user-columns.ts';
import classes from './users-list.module.css';
import { activityDays, isFiltered, type UsersSearch, userSorts } from './users-search.ts';

const sortNames = {
  oldest: 'Oldest first',
  name: 'By name',
  balanceHigh: 'Most credits first',
  balanceLow: 'Fewest credits first',
  lastActive: 'Last active first',
} as const satisfies Record<(typeof userSorts)[number], PlainText>;

type UsersFiltersProps = { search: UsersSearch; onFilter: (search: UsersSearch) => void };

export function UsersFilters({ search, onFilter }: UsersFiltersProps) {
  const change = (part: Partial<UsersSearch>) => onFilter({ ...search, ...part });
  const plans = trpc.plans.listAll.useQuery().data ?? [];
  const shown = listColumns(search.hide);
  return (
    <div className={classes.filters}>
      <NativeSelect
        aria-label={t('Sort')}
        data={[
          { value: '', label: t('Newest first') },
          ...userSorts.map((sort) => ({ value: sort, label: t(sortNames[sort]) })),
        ]}
        value={search.sort ?? ''}
        onChange={({ currentTarget }) =>
          change({ sort: userSorts.find((sort) => sort === currentTarget.value) })
        }
      />
      <Balance label={t('Credits from')} value={search.min} onChange={(min) => change({ min })} />
      <Balance label={t('Credits to')} value={search.max} onChange={(max) => change({ max })} />
      <NativeSelect
        aria-label={t('Plan')}
        data={[
          { value: '', label: t('Any plan') },
          ...plans.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={search.plan ?? ''}
        onChange={({ currentTarget }) => change({ plan: currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label={t('State')}
        data={[
          { value: '', label: t('Any state') },
          { value: 'active', label: t('Active') },
          { value: 'deactivated', label: t('Deactivated') },
        ]}
        value={search.state ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ state: value === 'active' || value === 'deactivated' ? value : undefined })
        }
      />
      <NativeSelect
        aria-label={t('Role')}
        data={[
          { value: '', label: t('Any role') },
          { value: 'ADMIN', label: t('Admins') },
          { value: 'USER', label: t('Users') },
        ]}
        value={search.role ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ role: value === 'ADMIN' || value === 'USER' ? value : undefined })
        }
      />
      <NativeSelect
        aria-label={t('Last activity')}
        data={[
          { value: '', label: t('Active at any time') },
          ...activityDays.map((days) => ({
            value: String(days),
            label: plural(days, 'Active within {count} day', 'Active within {count} days'),
          })),
          ...activityDays.map((days) => ({
            value: String(-days),
            label: plural(days, 'Not active for {count} day', 'Not active for {count} days'),
          })),
        ]}
        value={String(search.active ?? '')}
        onChange={({ currentTarget }) => change({ active: Number(currentTarget.value) || undefined })}
      />
      <FilterMenu
        label={t('Columns')}
        options={userColumns.map(({ key, label }) => ({ value: key, label: t(label) }))}
        value={shown.length === userColumns.length ? [] : shown}
        onChange={(chosen) =>
          change({
            hide:
              chosen.length === 0
                ? undefined
                : userColumns
                    .filter(({ key }) => !chosen.includes(key))
                    .map(({ key }) => key)
                    .join(',') || undefined,
          })
        }
      />
      {isFiltered(search) && (
        <Button variant="subtle" onClick={() => onFilter({ sort: search.sort, hide: search.hide })}>
          {t('Reset')}
        </Button>
      )}
    </div>
  );
}

type BalanceProps = {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
};

function Balance({ label, value, onChange }: BalanceProps) {
  return (
    <NumberInput
      className={classes.balance ?? ''}
      aria-label={label}
      placeholder={label}
      hideControls
      allowDecimal={false}
      value={value ?? ''}
      onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
    />
  );
}
