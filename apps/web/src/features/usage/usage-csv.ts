import { toCsv } from '../../format/csv.ts';
import { t } from '../../i18n/t.ts';
import type { UsageReport } from './report.ts';
import { dimensionWords } from './usage-words.ts';
import { nameOfKey } from './use-series.ts';

/** A row for each part of the period and each series with use in it: what the chart and its table show, unrounded. */
export function usageCsv({ by, buckets, series }: UsageReport): string {
  const head = [
    t('Starts'),
    t('Ends'),
    t(dimensionWords[by].label),
    t('Key'),
    t('Credits used'),
    t('Spent'),
    t('Refunded'),
    t('Spends'),
  ];
  const rows = buckets.flatMap(({ startsAt, endsAt }, index) =>
    series
      .filter((one) => one.spends[index] !== 0 || one.creditsRefunded[index] !== 0)
      .map((one) => [
        startsAt,
        endsAt,
        nameOfKey(by, one),
        one.key,
        one.creditsUsed[index] ?? 0,
        one.creditsSpent[index] ?? 0,
        one.creditsRefunded[index] ?? 0,
        one.spends[index] ?? 0,
      ]),
  );
  return toCsv([head, ...rows]);
}
