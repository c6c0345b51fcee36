import { EmptyState } from '../../components/empty-state.tsx';
import { formatDate } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { ForecastLine } from './forecast-line.tsx';
import classes from './forecast-panel.module.css';
import { daysLeftWords, eventWords, type Forecast, rangeWords, rateWords } from './forecast-words.ts';

const EVENTS = 4;

const unknownTitles = { not_enough_data: 'No forecast yet', no_use: 'Nothing is being used' } as const;

/** How long the balance lasts, and how that is known. */
export default function ForecastFigures({ forecast }: { forecast: Forecast }) {
  const { status, explanation, expected, burn, events } = forecast;
  if (status !== 'ready' || !expected || !burn) {
    return (
      <EmptyState
        headingLevel={3}
        title={t(unknownTitles[status === 'ready' ? 'no_use' : status])}
        text={explanation}
      />
    );
  }
  const { value, unit } = daysLeftWords(expected);
  return (
    <div className={classes.forecast}>
      <p className={classes.figure}>
        <span className={classes.value}>{value}</span>
        {unit && <span className={classes.unit}> {unit}</span>}
        {expected.at && <span className={classes.date}>{formatDate(expected.at)}</span>}
      </p>
      <ForecastLine forecast={forecast} />
      <p className={classes.range}>{rangeWords(forecast)}</p>
      <p className={classes.quiet}>
        {rateWords(burn)}. {explanation}
      </p>
      {events.length > 0 && (
        <ul className={classes.events} aria-label={t('Counted in')}>
          {events.slice(0, EVENTS).map((event) => (
            <li key={`${event.kind} ${event.at}`} className={classes.event}>
              <span>{formatDate(event.at)}</span>
              <span>{eventWords(event)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
