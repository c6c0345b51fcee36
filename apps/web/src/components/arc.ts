type Arc = { centrePx: number; radiusPx: number };

/** The opening of a gauge is at its foot. */
const START_DEGREES = 150;
const SWEEP_DEGREES = 240;

function pointAt({ centrePx, radiusPx }: Arc, share: number): { x: number; y: number } {
  const angle = ((START_DEGREES + share * SWEEP_DEGREES) * Math.PI) / 180;
  return { x: centrePx + radiusPx * Math.cos(angle), y: centrePx + radiusPx * Math.sin(angle) };
}

const at = ({ x, y }: { x: number; y: number }) => `${x.toFixed(2)} ${y.toFixed(2)}`;

/** The path of a gauge from one share of it to another, 0 to 1. */
export function arcPath(arc: Arc, from: number, to: number): string {
  if (to <= from) return '';
  const isLong = (to - from) * SWEEP_DEGREES > 180;
  return `M${at(pointAt(arc, from))}A${arc.radiusPx} ${arc.radiusPx} 0 ${isLong ? 1 : 0} 1 ${at(pointAt(arc, to))}`;
}

/** A short line across the gauge. */
export function tickPath({ centrePx, radiusPx }: Arc, share: number, lengthPx: number): string {
  const half = lengthPx / 2;
  const inner = pointAt({ centrePx, radiusPx: radiusPx - half }, share);
  const outer = pointAt({ centrePx, radiusPx: radiusPx + half }, share);
  return `M${at(inner)}L${at(outer)}`;
}
