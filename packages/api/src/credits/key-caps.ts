import type { Db } from '@scrip/database';
import { DomainError } from '../errors.ts';
import { countTowardsKeyCap, type KeyCap, periodOf } from './key-cap.ts';
import { lockKeyCap, updateKeyCap } from './key-cap-repository.ts';

/** Credits that were spent or held with a key, or, if negative, that returned of a use at `at`. */
export type KeyUse = { apiKeyId: string; credits: number; at: Date };

/**
 * Counts what a change of one account did with keys towards their caps, at the end of its transaction: whoever passes a
 * cap takes the whole change back. Keys are locked after the account and in their order, so nobody waits in a circle.
 *
 * @throws KEY_CAP_REACHED.
 */
export async function countKeyUses(tx: Db, uses: KeyUse[]): Promise<void> {
  const ordered = uses.toSorted((a, b) => (a.apiKeyId < b.apiKeyId ? -1 : 1));
  for (const use of ordered) {
    const cap = await lockKeyCap(tx, use.apiKeyId);
    if (!cap) continue;
    const counted = countTowardsKeyCap(cap, use);
    if (!counted) throw keyCapReached(cap, use);
    await updateKeyCap(tx, use.apiKeyId, counted);
  }
}

export function keyCapReached(
  cap: KeyCap,
  use: { credits: number; at: Date },
): DomainError<'KEY_CAP_REACHED'> {
  const { period, limitCredits: limit } = cap;
  const { usedCredits: used, endsAt } = periodOf(cap, use.at);
  const per = period === 'TOTAL' ? 'in total' : `a ${period.toLowerCase()}`;
  const again = endsAt ? ` The limit starts anew at ${endsAt.toISOString()}.` : '';
  const message = `This API key is limited to ${limit} credits ${per}; ${used} are used, and this needs ${use.credits}.${again}`;
  const resetsAt = endsAt?.toISOString() ?? null;
  return new DomainError('KEY_CAP_REACHED', message, {
    period,
    limit,
    used,
    required: use.credits,
    resetsAt,
  });
}
