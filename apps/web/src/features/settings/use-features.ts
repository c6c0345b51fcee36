import type { RouterOutputs } from '@scrip/api';
import { useMemo } from 'react';
import { featureColour } from '../../theme/feature-palette.ts';
import { trpc } from '../../trpc/trpc.ts';
import { assignFeatureSlots, preferredSlot } from './feature-slots.ts';

export type Feature = RouterOutputs['credits']['settings']['features'][number];

export type Features = {
  list: Feature[];
  /** The name in the catalogue, blank until it is loaded; a feature that has left it is called by its key. */
  nameOf: (key: string) => string;
  /** A CSS colour: the same feature has the same one on every screen. */
  colourOf: (key: string) => string;
  /** Its place among the colours. */
  slotOf: (key: string) => number;
};

// Takes the height of a line.
const BLANK = '\u00a0';

/** The catalogue, for names and colours. */
export function useFeatures(): Features {
  const { data, isPending } = trpc.credits.settings.useQuery(undefined, { staleTime: 5 * 60_000 });
  return useMemo(() => {
    const list = data?.features ?? [];
    const names = new Map(list.map((feature) => [feature.key, feature.name]));
    const slots = assignFeatureSlots(names.keys());
    const slotOf = (key: string) => slots.get(key) ?? preferredSlot(key);
    return {
      list,
      slotOf,
      nameOf: (key) => names.get(key) ?? (isPending ? BLANK : key),
      colourOf: (key) => (isPending ? 'transparent' : featureColour(slotOf(key))),
    };
  }, [data, isPending]);
}
