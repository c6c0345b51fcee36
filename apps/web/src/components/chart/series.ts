import { FEATURE_COLOURS, featureColour } from '../../theme/feature-palette.ts';

/** One colour of a stacked chart. A slot is a colour and a pattern; null is the grey of everything else. */
export type Series = { key: string; label: string; slot: number | null };

export function colourOfSlot(slot: number | null): string {
  return slot === null ? 'var(--scrip-line-strong)' : featureColour(slot);
}

/**
 * A slot of its own for each key, as near to the preferred one as the others leave it: two series of a chart never look
 * the same. At most as many keys as there are colours.
 */
export function distinctSlots(
  keys: readonly string[],
  preferredOf: (key: string) => number,
): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  for (const key of keys) {
    let slot = preferredOf(key) % FEATURE_COLOURS;
    while (taken.has(slot) && taken.size < FEATURE_COLOURS) slot = (slot + 1) % FEATURE_COLOURS;
    slots.set(key, slot);
    taken.add(slot);
  }
  return slots;
}
