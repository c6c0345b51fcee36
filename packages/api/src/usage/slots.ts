/** How long a slot of the rollups over all users is. Every time zone's days begin at a quarter of an hour. */
export const grainsMinutes = [1440, 60, 15] as const;

/** A run of slots of one length that lies inside a bucket. */
export type SlotRun = { bucket: number; grainMinutes: number; from: Date; to: Date };

const MINUTE_MS = 60_000;
const FINEST_MS = 15 * MINUTE_MS;

/** The fewest slots that together are exactly the buckets: whole UTC days inside, hours around them, quarters outside. */
export function cutIntoSlots(bounds: Date[]): SlotRun[] {
  return bounds.slice(1).flatMap((end, bucket) => {
    // The bounds of slots; what has no such bound is before the year 2000 and empty.
    const [from, to] = [bounds[bucket] ?? end, end].map(
      (at) => Math.floor(at.getTime() / FINEST_MS) * FINEST_MS,
    );
    return cut(from ?? 0, to ?? 0, 0).map(([grainMinutes, start, stop]) => ({
      bucket,
      grainMinutes,
      from: new Date(start),
      to: new Date(stop),
    }));
  });
}

function cut(from: number, to: number, level: number): [number, number, number][] {
  const grain = grainsMinutes[level];
  if (grain === undefined || from >= to) return [];
  const size = grain * MINUTE_MS;
  const [first, last] = [Math.ceil(from / size) * size, Math.floor(to / size) * size];
  if (first >= last) return cut(from, to, level + 1);
  return [...cut(from, first, level + 1), [grain, first, last], ...cut(last, to, level + 1)];
}
