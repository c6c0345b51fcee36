import { Tooltip } from '@mantine/core';
import { formatDate } from '../../format/dates.ts';
import { formatCredits } from '../../format/numbers.ts';
import classes from './grant-bar.module.css';
import { grantSourceLabels } from './labels.ts';
import type { Account } from './note.tsx';

type Grant = Account['grants'][number];

/** What is left of each grant, in the order in which it burns: the longest-lived last. */
export function GrantBar({ grants }: { grants: Grant[] }) {
  const [first] = grants;
  if (!first) return <p className={classes.empty}>No grants have credits left.</p>;
  const last = grants.at(-1) ?? first;
  return (
    <div className={classes.box}>
      <ul className={classes.bar} aria-label="Grants with credits left, first to burn first">
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
          {grants.length > 1 && 'Burns first: '}
          {grantSourceLabels[first.source]}, {expiryOf(first)}
        </span>
        {grants.length > 1 && (
          <span>
            Last: {grantSourceLabels[last.source]}, {expiryOf(last)}
          </span>
        )}
      </div>
    </div>
  );
}

function GrantTip({ grant }: { grant: Grant }) {
  return (
    <>
      <strong>{grantSourceLabels[grant.source]}</strong>
      <br />
      {formatCredits(grant.remainingCredits)} left of {formatCredits(grant.amountCredits)}
      <br />
      {expiryOf(grant)}
    </>
  );
}

function describeGrant(grant: Grant): string {
  const left = `${formatCredits(grant.remainingCredits)} left of ${formatCredits(grant.amountCredits)}`;
  return `${grantSourceLabels[grant.source]}: ${left}, ${expiryOf(grant)}`;
}

function expiryOf({ expiresAt }: Grant): string {
  return expiresAt ? `expires ${formatDate(expiresAt)}` : 'never expires';
}

/** The first to burn is the palest. */
function shadeOf(index: number, count: number): number {
  return count === 1 ? 1 : 0.45 + (0.55 * index) / (count - 1);
}
