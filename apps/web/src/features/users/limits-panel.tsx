import { Button, Progress, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { useNow } from '../../components/use-now.ts';
import { formatRelative } from '../../format/dates.ts';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useFeatures } from '../settings/use-features.ts';
import { CapsForm } from './caps-form.tsx';
import type { Cap, Limits } from './limit-words.ts';
import { capPeriods } from './limit-words.ts';
import classes from './limits-panel.module.css';
import { OverdraftForm } from './overdraft-form.tsx';
import { USER_REFRESH_MS, type UserDetail } from './use-user.ts';

const titles = { caps: 'Spend caps', overdraft: 'Overdraft' } as const;

/** What the account may spend, and how far below zero it may go. */
export function LimitsPanel({ user }: { user: UserDetail }) {
  const limits = trpc.accounts.limits.useQuery({ userId: user.id }, { refetchInterval: USER_REFRESH_MS });
  const [open, setOpen] = useState<keyof typeof titles | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { user, onClose: () => setOpen(null), onBusy: setBusy };
  return (
    <Panel title={t('Limits')}>
      {limits.data ? (
        <LimitList limits={limits.data} onOpen={setOpen} />
      ) : limits.error ? (
        <QueryError
          title={t('The limits failed to load')}
          error={limits.error}
          onRetry={() => void limits.refetch()}
          isRetrying={limits.isFetching}
        />
      ) : (
        <Skeleton height={96} role="status" aria-label={t('Loading the limits')} />
      )}
      <ActionDialog
        title={last ? t(titles[last]) : ''}
        isOpen={open !== null}
        isBusy={isBusy}
        onClose={form.onClose}
      >
        {limits.data && last === 'caps' && <CapsForm {...form} limits={limits.data} />}
        {limits.data && last === 'overdraft' && <OverdraftForm {...form} limits={limits.data} />}
      </ActionDialog>
    </Panel>
  );
}

type LimitListProps = { limits: Limits; onOpen: (what: keyof typeof titles) => void };

function LimitList({ limits, onOpen }: LimitListProps) {
  return (
    <dl className={classes.limits}>
      <div className={classes.head}>
        <dt>{t('Spend caps')}</dt>
        <Button variant="subtle" size="compact-sm" onClick={() => onOpen('caps')}>
          {t('Set caps')}
        </Button>
      </div>
      {limits.caps.length === 0 && <dd className={classes.none}>{t('None: it may spend all it has.')}</dd>}
      {limits.caps.map((cap) => (
        <CapLine key={`${cap.period} ${cap.featureKey}`} cap={cap} />
      ))}
      <div className={classes.head}>
        <dt>{t('Overdraft')}</dt>
        <Button variant="subtle" size="compact-sm" onClick={() => onOpen('overdraft')}>
          {t('Set overdraft')}
        </Button>
      </div>
      <dd className={classes.none}>
        {limits.overdraftCredits === 0
          ? t('None: the balance stops at zero.')
          : t('It may go {credits} below zero.', { credits: formatCredits(limits.overdraftCredits) })}
      </dd>
    </dl>
  );
}

function CapLine({ cap }: { cap: Cap }) {
  const { nameOf } = useFeatures();
  const now = useNow();
  const what = cap.featureKey ? nameOf(cap.featureKey) : t('All features');
  const isReached = cap.usedCredits >= cap.limitCredits;
  const share = cap.limitCredits === 0 ? 100 : Math.min(100, (100 * cap.usedCredits) / cap.limitCredits);
  return (
    <dd className={classes.cap}>
      <div className={classes.line}>
        <span>
          {what}, {t(capPeriods[cap.period])}
        </span>
        <span className="tabular">
          {t('{used} of {limit}', {
            used: formatNumber(cap.usedCredits),
            limit: formatCredits(cap.limitCredits),
          })}
        </span>
      </div>
      <Progress
        value={share}
        size={4}
        color={isReached ? 'red' : 'green'}
        aria-label={t('Used of this cap')}
      />
      <span className={classes.none}>
        {t('Starts anew {when}', { when: formatRelative(cap.resetsAt, now) })}
      </span>
    </dd>
  );
}
