import type { Series } from '../../components/chart/series.ts';
import { SeriesMark } from '../../components/chart/series-mark.tsx';
import { ShortNumber } from '../../components/short-number.tsx';
import { t } from '../../i18n/t.ts';
import classes from './usage-legend.module.css';

type UsageLegendProps = {
  series: readonly Series[];
  totals: readonly number[];
  hasComparison: boolean;
};

export function UsageLegend({ series, totals, hasComparison }: UsageLegendProps) {
  return (
    <ul className={classes.legend} aria-label={t('Credits in the chart')}>
      {series.map((one, index) => (
        <li key={one.key} className={classes.item}>
          <SeriesMark series={one} />
          <span className={classes.total}>
            <ShortNumber value={totals[index] ?? 0} />
            <span className="visually-hidden"> {t('credits')}</span>
          </span>
        </li>
      ))}
      {hasComparison && (
        <li className={classes.item}>
          <span className={classes.mark} aria-hidden="true" />
          {t('Period before')}
        </li>
      )}
    </ul>
  );
}
