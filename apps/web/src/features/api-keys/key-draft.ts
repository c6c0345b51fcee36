import { type ApiKeyScope, CreateKeyInput } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import type { NewKeyInput } from './use-create-key.ts';

/** A new key as its form holds it. */
export type KeyDraft = {
  name: string;
  kind: 'APP' | 'USER';
  userId: string | null;
  scopes: ApiKeyScope[];
  rate: string | number;
  cap: string | number;
  period: 'DAY' | 'MONTH' | 'TOTAL';
  expires: string;
  origins: string;
  addresses: string;
};

export const newDraft: KeyDraft = {
  name: '',
  kind: 'USER',
  userId: null,
  scopes: ['check', 'quote', 'spend', 'hold', 'balance:read'],
  rate: '',
  cap: '',
  period: 'MONTH',
  expires: '',
  origins: '',
  addresses: '',
};

const linesOf = (text: string) => text.split(/[\s,]+/).filter(Boolean);

export function toInput(draft: KeyDraft): NewKeyInput {
  return {
    name: draft.name,
    userId: draft.kind === 'APP' ? null : draft.userId,
    scopes: draft.scopes,
    rateLimitPerMinute: draft.rate === '' ? null : Number(draft.rate),
    spendCap: draft.cap === '' ? null : { period: draft.period, limitCredits: Number(draft.cap) },
    // Through the whole day, where whoever makes it is.
    expiresAt: draft.expires === '' ? null : new Date(`${draft.expires}T23:59:59`),
    allowedOrigins: linesOf(draft.origins),
    allowedAddresses: linesOf(draft.addresses),
  };
}

export type KeyErrors = Partial<Record<keyof NewKeyInput, string>>;

const fields = CreateKeyInput.keyof().options;

/** The first thing wrong with each field. @param needsUser Whether a user's key has to name its user. */
export function errorsOf(draft: KeyDraft, needsUser: boolean): KeyErrors {
  const input = toInput(draft);
  const issues = CreateKeyInput.safeParse(input).error?.issues ?? [];
  const errors = firstOf(issues.map(({ path, message }) => ({ path: path.join('.'), message })));
  if (needsUser && draft.kind === 'USER' && !draft.userId) errors.userId = t('Choose whose key it is.');
  if (input.expiresAt && new Date(input.expiresAt) <= new Date()) {
    errors.expiresAt = t('A key cannot expire in the past.');
  }
  return errors;
}

/** Issues beside their fields; a part of a field counts for the whole. */
export function firstOf(issues: { path: string; message: string }[]): KeyErrors {
  const errors: KeyErrors = {};
  for (const { path, message } of issues) {
    const field = fields.find((name) => name === path.split('.')[0]);
    if (field) errors[field] ??= message;
  }
  return errors;
}
