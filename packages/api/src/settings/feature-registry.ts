import type { BuiltInFeatureKey } from './feature-catalogue.ts';

/**
 * The feature keys that code may name. An app adds those of the features that its admins made, by declaring this interface
 * once more; a key that nobody registered does not compile.
 */
export interface FeatureRegistry extends Record<BuiltInFeatureKey, true> {}

export type RegisteredFeatureKey = keyof FeatureRegistry;

/** The key itself, checked by the compiler. Keys that are only known at run time need no registration. */
export function featureKey<Key extends RegisteredFeatureKey>(key: Key): Key {
  return key;
}
