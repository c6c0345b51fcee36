import { Skeleton, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { AnimatedNumber } from '../../components/animated-number.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './header-balance.module.css';

export function HeaderBalance({ isConnected }: { isConnected: boolean }) {
  const { data: account } = trpc.credits.me.useQuery();
  if (!account) return <Skeleton width={104} height={32} radius="md" />;
  const state = account.creditsRemaining <= 0 ? 'out' : account.isLow ? 'low' : 'good';
  return (
    <Tooltip
      label={
        isConnected ? t('Credits you can spend now') : t('Reconnecting. The balance may be out of date.')
      }
    >
      <Link
        to="/"
        className={classes.balance}
        data-state={state}
        data-connected={isConnected}
        data-testid="header-balance"
      >
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.number}>
          <AnimatedNumber value={account.creditsRemaining} />
        </span>
        <span className={classes.unit}> {t('credits')}</span>
      </Link>
    </Tooltip>
  );
}
