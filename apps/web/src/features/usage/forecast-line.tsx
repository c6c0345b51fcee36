import { formatDate } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import classes from './forecast-panel.module.css';
import type { Forecast } from './forecast-words.ts';

const YEAR_DAYS = 365;
const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** The range on a line from today on; in words it stands under it. */
export function ForecastLine({ forecast: { earliest, expected, latest } }: { forecast: Forecast }) {
  if (!earliest || !expected || earliest.daysLeft === null) return null;
  const last = latest?.daysLeft ?? YEAR_DAYS;
  // Some room after the latest day, so that the line does not look like its end.
  const wholeDays = Math.max(7, last * (latest?.daysLeft == null ? 1 : 1.15));
  const at = (days: number) => percent(Math.min(1, days / wholeDays));
  return (
    <div className={classes.line} aria-hidden="true">
      <div className={classes.track}>
        <span
          className={classes.band}
          style={{ left: at(earliest.daysLeft), right: `calc(100% - ${at(last)})` }}
        />
        {expected.daysLeft !== null && (
          <span className={classes.tick} style={{ left: at(expected.daysLeft) }} />
        )}
      </div>
      <div className={classes.ends}>
        <span>{t('Today')}</span>
        <span>{formatDate(new Date(Date.now() + wholeDays * 86_400_000))}</span>
      </div>
    </div>
  );
}
