import { Tooltip } from '@mantine/core';
import { formatDate } from '../../format/dates.ts';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import classes from './grant-bar.module.css';
import { grantSourceLabels } from './labels.ts';
import type { Account } from './note.tsx';

type Grant = Account['grants'][number];

/** What is left of each grant, in the order in which it burns: the longest-lived last. */
export function GrantBar({ grants }: { grants: Grant[] }) {
  const [first] = grants;
  if (!first) return <p className={classes.empty}>{t('No grants have credits left.')}</p>;
  const last = grants.at(-1) ?? first;
  return (
    <div className={classes.box}>
      <ul className={classes.bar} aria-label={t('Grants with credits left, first to burn first')}>
        {grants.map((grant, index) => (
          <li key={grant.id} className={classes.item} style={{ flexGrow: grant.remainingCredits }}>
            <Tooltip label={<GrantTip grant={grant} />}>
              <button
                type="button"
                className={classes.segment}
                style={{ opacity: shadeOf(index, grants.length) }}
                aria-label={describeGrant(grant)}
              />
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className={classes.ends}>
        <span>
          {grants.length > 1 && `${t('Burns first:')} `}
          {t(grantSourceLabels[first.source])}, {expiryOf(first)}
        </span>
        {grants.length > 1 && (
          <span>
            {t('Last:')} {t(grantSourceLabels[last.source])}, {expiryOf(last)}
          </span>
        )}
      </div>
    </div>
  );
}

function GrantTip({ grant }: { grant: Grant }) {
  return (
    <>
      <strong>{t(grantSourceLabels[grant.source])}</strong>
      <br />
      {leftOf(grant)}
      <br />
      {expiryOf(grant)}
    </>
  );
}

function describeGrant(grant: Grant): string {
  return `${t(grantSourceLabels[grant.source])}: ${leftOf(grant)}, ${expiryOf(grant)}`;
}

function leftOf({ remainingCredits, amountCredits }: Grant): string {
  return t('{left} left of {credits}', {
    left: formatCredits(remainingCredits),
    credits: formatCredits(amountCredits),
  });
}

function expiryOf({ expiresAt }: Grant): string {
  return expiresAt ? t('expires {date}', { date: formatDate(expiresAt) }) : t('never expires');
}

/** The first to burn is the palest. */
function shadeOf(index: number, count: number): number {
  return count === 1 ? 1 : 0.45 + (0.55 * index) / (count - 1);
}
