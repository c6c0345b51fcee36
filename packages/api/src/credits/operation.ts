import type { Db } from '@scrip/database';
import type { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import type { Account } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import { type EntryDraft, findOperationAnswer } from './receipt.ts';
import { insertOperation } from './repository.ts';

/**
 * Changes an account without an entry, once per idempotency key: the answer is kept with the key, and the same request
 * again gets it again.
 *
 * @throws NOT_FOUND (no such user), CONFLICT, and what `change` throws. All leave nothing behind.
 */
export async function runOperation<Answer>(
  ctx: ServiceContext,
  { verb, draft: called, answer: Answer }: { verb: string; draft: EntryDraft; answer: z.ZodType<Answer> },
  change: (account: Account, tx: Db, draft: EntryDraft) => Answer | Promise<Answer>,
): Promise<{ answer: Answer; replayed: boolean }> {
  return changeAccount<EntryDraft, { answer: Answer; replayed: boolean }>(ctx, called, {
    findAnswer: async (tx, draft) => {
      const stored = await findOperationAnswer(tx, draft);
      return stored === null ? null : { answer: Answer.parse(stored), replayed: true };
    },
    change: async (account, tx, draft) => {
      const answer = await change(account, tx, draft);
      await keepAnswer(tx, verb, draft, answer);
      return { answer, replayed: false };
    },
  });
}

/** Claims the key of a change without an entry, with what it is answered. */
export async function keepAnswer(tx: Db, verb: string, draft: EntryDraft, answer: unknown): Promise<void> {
  const { userId, idempotencyKey, requestHash, actorId, at } = draft;
  await insertOperation(tx, {
    userId,
    idempotencyKey,
    verb,
    requestHash,
    actorId,
    createdAt: at,
    answer: JSON.parse(JSON.stringify(answer)),
  });
}
