import { Tooltip } from '@mantine/core';
import { formatCompact, formatNumber } from '../format/numbers.ts';

/** From here on a number is abbreviated. */
const LONG = 100_000;

/** A whole number; a long one is abbreviated, with the exact value in its tooltip and for screen readers. */
export function ShortNumber({ value }: { value: number }) {
  if (Math.abs(value) < LONG) return <span className="tabular">{formatNumber(value)}</span>;
  return (
    <Tooltip label={formatNumber(value)}>
      <span className="tabular">
        <span aria-hidden="true">{formatCompact(value)}</span>
        <span className="visually-hidden">{formatNumber(value)}</span>
      </span>
    </Tooltip>
  );
}
