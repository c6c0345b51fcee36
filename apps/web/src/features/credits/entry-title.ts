import type { RouterOutputs } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { kindLabels, operationLabels } from './labels.ts';

export type Entry = RouterOutputs['credits']['history']['items'][number];

/** In the list of all users an entry says whose it is. */
export type ListedEntry = Entry & {
  user?: RouterOutputs['users']['historyOfAll']['items'][number]['user'] | undefined;
};

/** What an entry is, in a few words: "Text chat", "Refund: Text chat", "Grant". */
export function titleOfEntry(entry: Entry, nameOf: (featureKey: string) => string): string {
  const subject = entry.featureKey ? nameOf(entry.featureKey) : null;
  if (entry.kind === 'SPEND') return subject ?? t(operationLabels[entry.operationType]);
  const kind = t(kindLabels[entry.kind]);
  return subject ? `${kind}: ${subject}` : kind;
}
