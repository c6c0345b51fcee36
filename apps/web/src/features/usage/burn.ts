import { formatDecimal, formatNumber } from '../../format/numbers.ts';

type Burn = { creditsPerDay: number | null; daysLeft: number | null };

/** How long the balance lasts, and how that is known. */
export function describeBurn({ creditsPerDay, daysLeft }: Burn): {
  value: string;
  unit?: string;
  note: string;
} {
  if (creditsPerDay === null || daysLeft === null) {
    return { value: '–', note: 'Not enough data: nothing used in the last 30 days' };
  }
  const note = `At ${formatDecimal(creditsPerDay)} credits a day, your average of the last 30 days`;
  if (daysLeft > 365) return { value: 'Over a year', note };
  if (daysLeft > 0 && daysLeft < 1) return { value: 'Under a day', note };
  const days = Math.floor(daysLeft);
  return { value: formatNumber(days), unit: days === 1 ? 'day' : 'days', note };
}
