import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { plural } from '../../i18n/t.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** 300 B, 1.5 MB: in steps of 1024, as quotas are. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? formatDecimal(value) : formatNumber(value)} ${units[unit]}`;
}

export function countFiles(count: number): string {
  return plural(count, '{count} file', '{count} files');
}
