import { MAX_CREDITS } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { readAmount } from './adjustment.ts';
import type { Cap, Limits } from './limit-words.ts';

/** A cap as it is typed. */
export type CapDraft = {
  /** Names its line on screen. */
  id: number;
  /** Empty: all features together. */
  featureKey: string;
  period: Cap['period'];
  limitText: string;
};

export function toCapDrafts({ caps }: Limits): CapDraft[] {
  return caps.map(({ featureKey, period, limitCredits }, id) => ({
    id,
    featureKey: featureKey ?? '',
    period,
    limitText: String(limitCredits),
  }));
}

/** What is wrong with the caps; null: nothing. */
export function checkCaps(caps: CapDraft[]): string | null {
  const isLimit = ({ limitText }: CapDraft) => {
    const limit = readAmount(limitText);
    return limit !== null && limit >= 0 && limit <= MAX_CREDITS;
  };
  if (!caps.every(isLimit)) return t('A cap is a whole number of credits, 0 or more.');
  const names = new Set(caps.map(({ featureKey, period }) => `${period} ${featureKey}`));
  return names.size < caps.length ? t('There are two caps for the same feature and period.') : null;
}

export function readCaps(caps: CapDraft[]) {
  return caps.map(({ featureKey, period, limitText }) => ({
    featureKey: featureKey || null,
    period,
    limitCredits: readAmount(limitText) ?? 0,
  }));
}
