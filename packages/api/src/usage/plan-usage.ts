import type { UsageCell } from './report.ts';

/** When a user had a plan. The newest start comes first, as it counts where periods overlap. */
export type Subscribed = { planKey: string | null; startsAt: Date; endsAt: Date | null };

/** The bounds, and between them every instant at which the plan changes; `buckets` names the bucket of each part. */
export function cutAtPlanChanges(
  bounds: Date[],
  subscribed: Subscribed[],
): { bounds: Date[]; buckets: number[] } {
  const [first, last] = [bounds[0]?.getTime() ?? 0, bounds.at(-1)?.getTime() ?? 0];
  const changes = subscribed
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .flatMap((at) => (at && at.getTime() > first && at.getTime() < last ? at.getTime() : []));
  const all = [...new Set([...bounds.map((at) => at.getTime()), ...changes])].sort((a, b) => a - b);
  let bucket = -1;
  const buckets = all.slice(0, -1).map((ms) => {
    while (bucket + 1 < bounds.length - 1 && (bounds[bucket + 1]?.getTime() ?? last) <= ms) bucket += 1;
    return bucket;
  });
  return { bounds: all.map((ms) => new Date(ms)), buckets };
}

/** Cells of the parts, each under the plan of its part, in the buckets that were asked for. */
export function toPlanCells(
  cells: UsageCell[],
  parts: { bounds: Date[]; buckets: number[] },
  subscribed: Subscribed[],
): UsageCell[] {
  return cells.map((cell) => ({
    ...cell,
    bucket: parts.buckets[cell.bucket] ?? 0,
    key: planAt(parts.bounds[cell.bucket] ?? new Date(0), subscribed),
  }));
}

function planAt(at: Date, subscribed: Subscribed[]): string | null {
  const current = subscribed.find(({ startsAt, endsAt }) => startsAt <= at && (!endsAt || endsAt > at));
  return current?.planKey ?? null;
}
