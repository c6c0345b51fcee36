/** As many days or hours with use as a habit is known from. */
const HABIT_FROM = 7;
/** Less than this is not worth a notice. */
export const LEAST_CREDITS = 20;
/** Beyond it a modified z-score counts as an outlier: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993. */
const MAX_SCORE = 3.5;
/** Of a normal distribution, the median absolute deviation is so much of the standard deviation. */
const MAD_SHARE = 0.6745;
/** However even a habit is, up to twice of it is no news. */
const LEAST_FACTOR = 2;

export type Habit = { usualCredits: number; limitCredits: number };

/**
 * What is usual, and above what it no longer is: the median, and the median absolute deviation from it, neither of which
 * one wild day moves. Null where too little is known.
 */
export function computeHabit(spans: number[]): Habit | null {
  if (spans.length < HABIT_FROM) return null;
  const usual = medianOf(spans);
  const deviation = medianOf(spans.map((credits) => Math.abs(credits - usual)));
  const limit = Math.max(usual + (MAX_SCORE / MAD_SHARE) * deviation, LEAST_FACTOR * usual, LEAST_CREDITS);
  return { usualCredits: Math.round(usual), limitCredits: Math.ceil(limit) };
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
