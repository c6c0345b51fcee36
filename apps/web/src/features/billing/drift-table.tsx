import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatDate } from '../../format/dates.ts';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { usePlanNames } from '../plans/use-plans.ts';
import classes from '../system/system.module.css';

export type Drift = RouterOutputs['subscriptions']['drift']['items'][number];
type Facts = Drift['clerk'];

export function DriftTable({ drifts, caption }: { drifts: Drift[]; caption: string }) {
  return (
    <DataTable caption={caption}>
      <thead>
        <tr>
          <th scope="col">{t('User')}</th>
          <th scope="col">{t('Clerk says')}</th>
          <th scope="col">{t('Scrip has')}</th>
          <th scope="col">{t('Would give')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Balance')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {drifts.map((drift) => (
          <DriftRow key={drift.userId} drift={drift} />
        ))}
      </tbody>
    </DataTable>
  );
}

function DriftRow({ drift }: { drift: Drift }) {
  const { userId, clerkUserId, email, clerk, stored, grants, balanceChange } = drift;
  const name = email ?? clerkUserId;
  return (
    <tr>
      <th scope="row">
        <Link to="/admin/users/$userId" params={{ userId }}>
          {name}
        </Link>
      </th>
      <td>
        <Items items={clerk} />
      </td>
      <td>
        <Items items={stored} />
      </td>
      <td>
        {grants.map(({ part, amountCredits }) => `${part} ${formatNumber(amountCredits)}`).join(', ') ||
          t('Nothing')}
      </td>
      <td className={tableClasses.number}>{formatChange(balanceChange)}</td>
      <td>
        <Repair userId={userId} name={name} />
      </td>
    </tr>
  );
}

function Items({ items }: { items: Facts }) {
  const names = usePlanNames();
  if (items.length === 0) return <span className={classes.muted}>{t('Nothing')}</span>;
  return items.map(({ itemId, planKey, status, periodEnd }) => (
    <div key={itemId}>
      {planKey === null ? t('no plan') : (names.get(planKey) ?? planKey)}, {status.replaceAll('_', ' ')}
      {periodEnd && `, ${t('until {date}', { date: formatDate(periodEnd) })}`}
    </div>
  ));
}

function Repair({ userId, name }: { userId: string; name: string }) {
  const { subscriptions } = trpc.useUtils();
  const { mutate, isPending, error } = trpc.subscriptions.repair.useMutation({
    onSuccess: () => toastDone(t('{name} is what Clerk says.', { name })),
    onSettled: () => void subscriptions.drift.invalidate(),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => mutate({ userId })}
        loading={isPending}
        aria-label={t('Apply to {name}', { name })}
      >
        {t('Apply')}
      </Button>
      {error && <div role="alert">{sentenceOfError(error)}</div>}
    </>
  );
}
