export type Metadata = Record<string, unknown>;

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Merges `patch` deeply into a copy of `current`; a `null` in the patch removes its key, as at Clerk. */
export function mergeMetadata(current: Metadata, patch: Metadata): Metadata {
  const merged = new Map(Object.entries(current));
  for (const [key, value] of Object.entries(patch)) {
    const before = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergeMetadata(isObject(before) ? before : {}, value) : value);
  }
  return Object.fromEntries(merged);
}
