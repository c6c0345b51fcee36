import type { ChargeState } from '@scrip/api';
import { IconArrowBackUp, IconReceipt2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './charge-line.module.css';
import { chargeWords } from './charge-words.ts';

type ChargeLineProps = {
  charge: ChargeState;
  /** Part of the answer had arrived. */
  hasText: boolean;
  /** The stream was cut before the server told the end: the ledger is asked instead. */
  isCut?: boolean;
  /** Quiet facts after it. */
  children?: string | null;
};

/** What an answer cost, and whether it came back; opens the entry in the history. */
export function ChargeLine({ charge, hasText, isCut = false, children }: ChargeLineProps) {
  const { data: entry } = trpc.credits.entry.useQuery(
    { id: charge.entryId },
    { enabled: isCut, refetchInterval: ({ state }) => (state.data?.refunds.length ? false : 500) },
  );
  const known: ChargeState = isCut
    ? { ...charge, failure: 'stopped', status: entry?.refunds.length ? 'refunded' : 'refund-pending' }
    : charge;
  const Icon = known.failure ? IconArrowBackUp : IconReceipt2;
  return (
    <p className={classes.line} data-status={known.status} data-testid="charge-line">
      <Icon size={14} stroke={1.8} aria-hidden className={classes.icon} />
      <span className={classes.words}>{chargeWords(known, hasText)}</span>
      {children && <span className={classes.fact}>{children}</span>}
      <Link to="/history" search={{ entry: charge.entryId }} className={classes.link}>
        {t('See entry')}
      </Link>
    </p>
  );
}
