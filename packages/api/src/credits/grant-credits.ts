import { recordAdminAudit } from '../audit/service.ts';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { forbidden, invalidInput } from '../errors.ts';
import { parseInput } from '../validation.ts';
import type { Account } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import type { GrantState } from './account/state.ts';
import { listGrantsOfEntry } from './grant-repository.ts';
import { GrantAnswer, GrantCreditsRequest, type GrantReceipt } from './grant-schema.ts';
import { toGrant } from './grants.ts';
import { keepAnswer } from './operation.ts';
import {
  draftEntry,
  type EntryDraft,
  findOperationAnswer,
  newId,
  refuseOverflow,
  toNewEntry,
  toReplay,
} from './receipt.ts';
import { findEntryByKey } from './repository.ts';

/**
 * Gives credits once per idempotency key, however often and from however many places the call arrives; now, or, if
 * `startsAt` lies ahead, from that instant on. Credits that the overdraft stood in for are paid back first.
 *
 * @throws BALANCE_OVERFLOW, NOT_FOUND (no such user), CONFLICT, INVALID_INPUT (also for an expiry in the past), FORBIDDEN
 * to users. All leave nothing behind.
 */
export async function grantCredits(ctx: ServiceContext, input: GrantCreditsRequest): Promise<GrantReceipt> {
  requireOperator(ctx, 'grant');
  const request = parseInput(GrantCreditsRequest, input);
  const { userId, idempotencyKey: _, ...fields } = request;
  if (fields.plan && ctx.principal?.kind !== 'system') throw forbidden();
  const called = draftEntry(ctx, request, { verb: 'grant', ...fields });
  return changeAccount(ctx, called, {
    findAnswer: (tx, draft) => findGrantAnswer({ ...ctx, db: tx }, draft),
    change: async (account, tx, draft) => {
      if (fields.expiresAt && fields.expiresAt <= draft.at) {
        throw invalidInput('expiresAt', 'A grant cannot expire in the past.');
      }
      refuseOverflow(account, fields.amountCredits);
      const answer = giveCredits(account, draft, fields);
      // Nothing is owned before the start, so there is no entry yet to keep the key.
      if (!answer.entry) await keepAnswer(tx, 'grant', draft, answer);
      const { id: grantId, amountCredits, source, startsAt, expiresAt: endsAt } = answer.grant;
      await recordAdminAudit(
        { ...ctx, db: tx },
        {
          action: 'accounts.grant',
          targetType: 'user',
          targetId: userId,
          after: {
            grantId,
            amountCredits,
            source,
            startsAt: startsAt.toISOString(),
            expiresAt: endsAt?.toISOString() ?? null,
            ...(fields.details ? { details: fields.details } : {}),
          },
        },
      );
      return { ...answer, replayed: false };
    },
  });
}

type Given = Omit<ReturnType<typeof GrantCreditsRequest.parse>, 'userId' | 'idempotencyKey'>;

export function giveCredits(account: Account, draft: EntryDraft, given: Given): GrantAnswer {
  const { userId, at } = draft;
  const { source, priority, amountCredits, expiresAt = null } = given;
  // Credits never arrive in the past.
  const startsAt = given.startsAt && given.startsAt > at ? given.startsAt : at;
  const grant: GrantState = {
    id: newId(at),
    entryId: null,
    originGrantId: null,
    source,
    priority,
    amountCredits,
    remainingCredits: 0,
    startsAt,
    expiresAt,
    voidedAt: null,
    planItemId: given.plan?.itemId ?? null,
    planPeriodAt: given.plan?.periodAt ?? null,
    planPart: given.plan?.part ?? null,
    createdAt: at,
  };
  if (startsAt > at) {
    account.addGrant(grant);
    return { grant: toGrant(grant, at), entry: null };
  }
  const entryInput = {
    ...draft,
    kind: 'GRANT',
    operationType: 'CREDIT_GRANT',
    creditsUsed: -amountCredits,
  } as const;
  const entry = account.post(entryInput, []);
  account.addGrant({ ...grant, entryId: entry.id, remainingCredits: amountCredits });
  return { grant: toGrant(account.grant(grant.id), at), entry: toNewEntry(userId, entry) };
}

/** The entry of the first call; its grant is told as it is now. */
async function findGrantAnswer(ctx: ServiceContext, draft: EntryDraft): Promise<GrantReceipt | null> {
  const { userId, idempotencyKey } = draft;
  const stored = await findEntryByKey(ctx.db, userId, idempotencyKey);
  if (!stored) {
    const scheduled = await findOperationAnswer(ctx.db, draft);
    return scheduled === null ? null : { ...GrantAnswer.parse(scheduled), replayed: true };
  }
  const replay = toReplay(draft, stored);
  const [grant] = await listGrantsOfEntry(ctx.db, userId, stored.id);
  if (!grant) throw new Error(`Entry ${stored.id} of user ${userId} gave credits without a grant.`);
  return { grant: toGrant(grant, draft.at), ...replay };
}
