import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import type { PreviewResult } from './preview-words.ts';
import classes from './previews.module.css';

type Bucket = PreviewResult['histogram'][number];

/** How many users would have paid how much more or less. */
export function Histogram({ result }: { result: PreviewResult }) {
  const most = Math.max(1, ...result.histogram.map(({ users }) => users));
  return (
    <section className={classes.section} aria-labelledby="effect-histogram">
      <h3 id="effect-histogram" className={classes.title}>
        {t('Users by change of what they paid')}
      </h3>
      <table className={classes.histogram}>
        <tbody>
          {result.histogram.map((bucket) => (
            <tr key={`${bucket.fromPercent}`}>
              <th scope="row">{describe(bucket)}</th>
              <td>
                <span
                  className={classes.bar}
                  data-direction={(bucket.fromPercent ?? -1) >= 0 ? 'up' : 'down'}
                  style={{ width: `${(100 * bucket.users) / most}%` }}
                />
              </td>
              <td className={classes.users}>{formatNumber(bucket.users)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.usersFromNothing > 0 && (
        <p className={classes.note}>
          {t('{count} more would have paid something instead of nothing.', {
            count: result.usersFromNothing,
          })}
        </p>
      )}
    </section>
  );
}

function describe({ fromPercent, toPercent }: Bucket): string {
  if (fromPercent === null) return t('below {percent} %', { percent: toPercent ?? 0 });
  if (toPercent === null) return t('{percent} % and more', { percent: fromPercent });
  return t('{from} to {to} %', { from: fromPercent, to: toPercent });
}
