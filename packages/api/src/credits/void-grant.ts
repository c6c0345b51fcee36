import { recordAudit } from '../audit/service.ts';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { type Account, hasEnded } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import { listGrantStates } from './account/repository.ts';
import type { GrantState } from './account/state.ts';
import { GrantAnswer, type GrantReceipt, VoidGrantRequest } from './grant-schema.ts';
import { toGrant } from './grants.ts';
import { keepAnswer } from './operation.ts';
import { draftEntry, type EntryDraft, findOperationAnswer, toNewEntry, toReplay } from './receipt.ts';
import { findEntryByKey } from './repository.ts';

/**
 * Ends a grant: what is unspent of it leaves, as an adjustment with its reason in the audit log. What a hold took of it
 * stays with the hold. `entry` is null where nothing was left, as of a scheduled grant.
 *
 * @throws GRANT_ENDED (voided or expired before), NOT_FOUND, CONFLICT, INVALID_INPUT, FORBIDDEN to users. All leave
 * nothing behind.
 */
export async function voidGrant(ctx: ServiceContext, input: VoidGrantRequest): Promise<GrantReceipt> {
  requireOperator(ctx);
  const request = parseInput(VoidGrantRequest, input);
  const { userId, grantId, reason, idempotencyKey } = request;
  const details = { reason, grantId };
  const called = draftEntry(ctx, { userId, idempotencyKey, details }, { verb: 'void', grantId, reason });
  return changeAccount(ctx, called, {
    findAnswer: (tx, draft) => findVoidAnswer({ ...ctx, db: tx }, draft, grantId),
    change: async (account, tx, draft) => {
      const [grant] = await listGrantStates(tx, userId, [grantId]);
      if (!grant) throw notFound('grant');
      refuseEnded(grant, draft.at);
      const answer = emptyGrant(account, account.state.grants.get(grantId) ?? grant, draft);
      await recordAudit(
        { ...ctx, db: tx },
        {
          action: 'credits.voidGrant',
          targetType: 'user',
          targetId: userId,
          reason,
          before: { grantId, remainingCredits: answer.entry?.creditsUsed ?? 0 },
          after: { grantId, remainingCredits: 0, entryId: answer.entry?.id ?? null },
        },
      );
      if (!answer.entry) await keepAnswer(tx, 'void', draft, answer);
      return { ...answer, replayed: false };
    },
  });
}

export function refuseEnded(grant: GrantState, at: Date): void {
  if (grant.voidedAt)
    throw new DomainError('GRANT_ENDED', 'This grant is void already.', { reason: 'VOIDED' });
  if (hasEnded(grant, at))
    throw new DomainError('GRANT_ENDED', 'This grant has expired.', { reason: 'EXPIRED' });
}

export function emptyGrant(account: Account, grant: GrantState, draft: EntryDraft): GrantAnswer {
  const shares = account.empty(grant);
  account.changeGrant(grant, { voidedAt: draft.at });
  const [share] = shares;
  if (!share) return { grant: toGrant(grant, draft.at), entry: null };
  const removal = { ...draft, creditsUsed: share.credits, grantId: grant.id };
  const entry = account.post({ ...removal, kind: 'ADJUSTMENT', operationType: 'ADMIN_ADJUSTMENT' }, shares);
  return { grant: toGrant(grant, draft.at), entry: toNewEntry(draft.userId, entry) };
}

async function findVoidAnswer(
  ctx: ServiceContext,
  draft: EntryDraft,
  grantId: string,
): Promise<GrantReceipt | null> {
  const { userId, idempotencyKey, at } = draft;
  const stored = await findEntryByKey(ctx.db, userId, idempotencyKey);
  if (!stored) {
    const answer = await findOperationAnswer(ctx.db, draft);
    return answer === null ? null : { ...GrantAnswer.parse(answer), replayed: true };
  }
  const replay = toReplay(draft, stored);
  const [grant] = await listGrantStates(ctx.db, userId, [grantId]);
  if (!grant) throw notFound('grant');
  return { grant: toGrant(grant, at), ...replay };
}
