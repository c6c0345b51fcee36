import type { RouterOutputs } from '@scrip/api';
import { kindLabels, operationLabels } from './labels.ts';

export type Entry = RouterOutputs['credits']['history']['items'][number];

/** What an entry is, in a few words: "Text chat", "Refund: Text chat", "Grant". */
export function titleOfEntry(entry: Entry, nameOf: (featureKey: string) => string): string {
  const subject = entry.featureKey ? nameOf(entry.featureKey) : null;
  if (entry.kind === 'SPEND') return subject ?? operationLabels[entry.operationType];
  return subject ? `${kindLabels[entry.kind]}: ${subject}` : kindLabels[entry.kind];
}
