import type { RouterOutputs } from '@scrip/api';
import type { PlainText } from '../../i18n/t.ts';

export type Grant = RouterOutputs['accounts']['grants'][number];
export type GrantChange = 'void';

export const grantStates = {
  SCHEDULED: 'Scheduled',
  ACTIVE: 'Active',
  EXHAUSTED: 'Spent',
  EXPIRED: 'Expired',
  VOIDED: 'Void',
} as const satisfies Record<Grant['state'], PlainText>;

export const grantSources = {
  SIGN_UP: 'Sign-up grant',
  PLAN: 'Plan grant',
  PURCHASE: 'Purchase',
  PROMOTION: 'Promotion',
  ADMIN: 'Grant by an admin',
} as const satisfies Record<Grant['source'], PlainText>;

/** It has, or will have, something to spend. */
export function isLive({ state }: Grant): boolean {
  return state === 'ACTIVE' || state === 'SCHEDULED';
}
