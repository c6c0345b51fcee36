import { FEATURE_COLOURS } from '../../theme/feature-palette.ts';

const builtInSlots: Record<string, number> = { ai_text_chat: 0, ai_image_generation: 1 };

/**
 * One colour slot for each feature key. Depends on the set of keys only, so every screen that knows the catalogue
 * agrees; keys share a slot only when there are more of them than colours.
 */
export function assignFeatureSlots(keys: Iterable<string>): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>(Object.values(builtInSlots));
  for (const key of [...new Set(keys)].sort()) {
    const slot = builtInSlots[key] ?? freeSlot(preferredSlot(key), taken);
    slots.set(key, slot);
    taken.add(slot);
  }
  return slots;
}

/** FNV-1a: a feature mostly keeps its colour when another one joins the catalogue. */
export function preferredSlot(key: string): number {
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % FEATURE_COLOURS;
}

function freeSlot(preferred: number, taken: Set<number>): number {
  for (let step = 0; step < FEATURE_COLOURS; step++) {
    const slot = (preferred + step) % FEATURE_COLOURS;
    if (!taken.has(slot)) return slot;
  }
  return preferred;
}
