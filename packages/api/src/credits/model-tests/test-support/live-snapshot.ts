import { z } from 'zod';
import type { ServiceContext } from '../../../context.ts';
import { toHoldState } from '../../account/repository.ts';
import type { HoldState } from '../../account/state.ts';
import type { Payment } from '../../grant-schema.ts';
import { listGrants, listPayments } from '../../grants.ts';
import { getSpendLimits } from '../../spend-limits.ts';
import type { SpendLimits } from '../../spend-limits-schema.ts';
import { type LiveAccount, viewLimits } from './live-account.ts';
import type { Model } from './model.ts';
import {
  bindMade,
  heldByOf,
  type Ids,
  idsByName,
  inOrder,
  placeOf,
  viewEntryRow,
  viewGrantRow,
  viewHoldRow,
} from './rows.ts';
import { inRuns, inSums, type Snapshot } from './snapshot.ts';

/** Learns the ids of what the model has got since the last time. */
export async function bindIds(account: LiveAccount, model: Model): Promise<void> {
  const { db, userId, entryIds, holdIds, grantIds } = account;
  if (entryIds.size < model.entries.length) {
    const where = { userId, seq: { gt: entryIds.size } };
    const entries = await db.usageHistory.findMany({ where, select: { id: true, seq: true } });
    for (const { id, seq } of entries) entryIds.set(seq, id);
  }
  if (holdIds.size < model.holds.length || grantIds.size < model.grants.length) {
    await learnIds(account, model);
    bindMade(account, model);
  }
}

/** Tells the model the ids of grants and holds, also before it makes them: they decide the order of those alike. */
export async function learnIds({ db, userId }: LiveAccount, model: Model): Promise<void> {
  const entries = await db.usageHistory.findMany({ where: { userId } });
  const operations = await db.operationKey.findMany({ where: { userId, verb: { in: ['grant', 'hold'] } } });
  const keys = new Map(entries.map(({ id, idempotencyKey }) => [id, idempotencyKey]));
  // A scheduled grant has no entry of its call, nor has a hold: the answer to the call names them.
  const made = new Map(operations.map(({ idempotencyKey, answer }) => [idOfAnswer(answer), idempotencyKey]));
  const grants = await db.creditGrant.findMany({ where: { userId } });
  model.ids = idsByName([
    ...[...made].map(([id, madeBy]) => ({ id, madeBy })),
    ...grants.map(({ id, originGrantId, entryId }) => ({
      id,
      originGrantId,
      madeBy: made.get(id) ?? keys.get(entryId ?? '') ?? '',
    })),
  ]);
}

const MadeAnswer = z.union([
  z.object({ grant: z.object({ id: z.string() }) }).transform(({ grant }) => grant.id),
  z.object({ id: z.string() }).transform(({ id }) => id),
]);

function idOfAnswer(answer: unknown): string {
  return MadeAnswer.parse(answer);
}

export type Rows = {
  limits: SpendLimits;
  creditsRemaining: number;
  creditsHeld: number;
  entries: (Parameters<typeof viewEntryRow>[0] & { id: string })[];
  grants: Awaited<ReturnType<typeof listGrants>>;
  holds: HoldState[];
  /** Of each entry; none where they were not asked for, because that takes long. */
  payments: Payment[][];
};

/** All that the account shows to its owner at an instant. */
export async function readLive(
  { db, userId }: LiveAccount,
  ctx: ServiceContext,
  withPayments: boolean,
): Promise<Rows> {
  const grants = await listGrants(ctx, userId);
  const { creditsRemaining, creditsHeld } = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const entries = await db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
  const holds = (await db.creditHold.findMany({ where: { userId } })).map(toHoldState);
  const payments: Payment[][] = [];
  for (const { id } of withPayments ? entries : []) payments.push(await listPayments(ctx, userId, id));
  const limits = await getSpendLimits(ctx, userId);
  return { limits, creditsRemaining, creditsHeld, entries, grants, holds, payments };
}

/** The same in the words of the model. */
export function viewLive(rows: Rows, ids: Ids): Snapshot {
  const { creditsRemaining, creditsHeld, entries, payments } = rows;
  const seqs = new Map(entries.map(({ id, seq }) => [id, seq]));
  const holds = inOrder(rows.holds, ids.holdIds);
  return {
    limits: viewLimits(rows.limits),
    creditsRemaining,
    creditsHeld,
    entries: entries.map(viewEntryRow),
    payments: payments.map((paid, nth) => {
      const parts = paid.map(({ grantId, credits }) => ({ grant: placeOf(ids.grantIds, grantId), credits }));
      return (entries[nth]?.creditsUsed ?? 0) > 0 ? inRuns(parts) : inSums(parts);
    }),
    grants: inOrder(rows.grants, ids.grantIds).map((grant) => viewGrantRow(grant, ids, (id) => seqs.get(id))),
    holds: holds.map(viewHoldRow),
    heldBy: holds.map((hold) => heldByOf(ids, hold)),
  };
}
