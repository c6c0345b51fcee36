import type { RouterOutputs } from '@scrip/api';
import type { PlainText } from '../../i18n/t.ts';
import { t } from '../../i18n/t.ts';
import { nameOf } from '../users/user-name.ts';
import type { AuditTarget } from './audit-search.ts';

export type AuditItem = RouterOutputs['audit']['list']['items'][number];

export const targetNames = {
  user: 'User',
  feature: 'Feature',
  plan: 'Plan',
  settings: 'Settings',
  job: 'Job',
  invitation: 'Invitation',
} as const satisfies Record<AuditTarget, PlainText>;

export function actorOf({ actor }: AuditItem): string {
  return actor ? nameOf(actor) : t('Scrip itself');
}

export type Difference = { name: string; before: string; after: string };

/** What a change touched, name by name; what stayed the same is left out. */
export function listDifferences({ before, after }: Pick<AuditItem, 'before' | 'after'>): Difference[] {
  const was = flatten(before);
  const is = flatten(after);
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names
    .map((name) => ({ name, before: was.get(name) ?? '–', after: is.get(name) ?? '–' }))
    .filter((difference) => difference.before !== difference.after);
}

function flatten(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [name, part] of Object.entries(value)) flatten(part, path ? `${path}.${name}` : name, found);
    return found;
  }
  if (value !== null && value !== undefined) {
    found.set(path || t('Value'), typeof value === 'string' ? value : JSON.stringify(value));
  }
  return found;
}
