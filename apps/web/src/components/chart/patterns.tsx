/** What tells the colours of a chart apart without colour: drawn over the bars in the colour of the paper. */
const marks = [
  null,
  'M-2 2 2 -2M-2 10 10 -2M6 10 10 6',
  'M2 2h2v2h-2zM6 6h2v2h-2z',
  'M0 2H8M0 6H8',
  'M-2 6 2 10M-2 -2 10 10M6 -2 10 2',
  'M2 0V8M6 0V8',
  'M0 4H8M4 0V8',
  'M1 4 4 1 7 4 4 7z',
] as const;

/** @param scope An id of the drawing's own: ids are known to the whole page. Null for the slot without a pattern. */
export function patternOf(scope: string, slot: number | null): string | null {
  return slot !== null && marks[slot] ? `url(#${scope}-${slot})` : null;
}

export function PatternDefs({ scope, slots }: { scope: string; slots: readonly (number | null)[] }) {
  return (
    <defs>
      {slots.map((slot) =>
        slot !== null && marks[slot] ? (
          <pattern key={slot} id={`${scope}-${slot}`} width={8} height={8} patternUnits="userSpaceOnUse">
            <path
              d={marks[slot]}
              stroke="var(--scrip-raised)"
              strokeWidth={1.25}
              fill="none"
              opacity={0.45}
            />
          </pattern>
        ) : null,
      )}
    </defs>
  );
}
