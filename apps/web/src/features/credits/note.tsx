import type { RouterOutputs } from '@scrip/api';
import { AnimatedNumber } from '../../components/animated-number.tsx';
import { t } from '../../i18n/t.ts';
import { BalanceGauge } from './balance-gauge.tsx';
import { GrantBar } from './grant-bar.tsx';
import { Guilloche } from './guilloche.tsx';
import classes from './note.module.css';

export type Account = RouterOutputs['credits']['me'];

/** The balance, engraved: what can be spent, what is held, and the grants that it is made of. */
export function Note({ account }: { account: Account }) {
  const isOut = account.creditsRemaining <= 0;
  return (
    <section className={classes.note} aria-label={t('Balance')}>
      <Guilloche />
      <div className={classes.top}>
        <dl className={classes.figures}>
          <div>
            <dt className={classes.label}>{t('Credits to spend')}</dt>
            <dd className={classes.spendable} data-out={isOut}>
              <AnimatedNumber value={account.creditsRemaining} />
            </dd>
          </div>
          <div className={classes.heldBox}>
            <dt className={classes.label}>{t('Held')}</dt>
            <dd className={classes.held}>
              <AnimatedNumber value={account.creditsHeld} />
            </dd>
          </div>
        </dl>
        <BalanceGauge account={account} />
      </div>
      <GrantBar grants={account.grants} />
    </section>
  );
}
