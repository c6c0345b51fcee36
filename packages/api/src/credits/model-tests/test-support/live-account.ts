import type { Database } from '@scrip/database';
import type { ServiceContext } from '../../../context.ts';
import { type DomainError, isDomainError } from '../../../errors.ts';
import { adjustBalance } from '../../adjust-balance.ts';
import { captureHold } from '../../capture-hold.ts';
import { extendHold } from '../../extend-hold.ts';
import { grantCredits } from '../../grant-credits.ts';
import { holdCredits } from '../../hold-credits.ts';
import type { Hold } from '../../hold-schema.ts';
import { refundSpend } from '../../refund-spend.ts';
import { releaseHold } from '../../release-hold.ts';
import type { Entry } from '../../schema.ts';
import { spendCredits } from '../../spend-credits.ts';
import { setOverdraft, setSpendCaps } from '../../spend-limits.ts';
import type { SpendLimits } from '../../spend-limits-schema.ts';
import { voidGrant } from '../../void-grant.ts';
import type { Answer, Ref } from './model.ts';
import type { Call } from './model-verbs.ts';
import { type Ids, viewEntryRow, viewHoldRow } from './rows.ts';

/** Like the model's outcome, but a grant is named by its id. */
export type LiveOutcome =
  | ({ ok: true; replayed: boolean } & Omit<Answer, 'grant'> & { grantId: string | null })
  | { ok: false; code: string; details: object };

/** One user of the real database, with the real ids of what the model knows by its place. */
export type LiveAccount = Ids & {
  db: Database;
  userId: string;
  adminId: string;
  engine?: ServiceContext['engine'];
};

export function contextAt({ db, engine }: LiveAccount, at: number): ServiceContext {
  const silent = () => undefined;
  return {
    principal: { kind: 'system' },
    db,
    now: () => new Date(at),
    logger: { info: silent, warn: silent, error: silent },
    engine,
  };
}

/** Carries a call out with the real verbs. `others` names what belongs to somebody else. */
export async function callLive(
  account: LiveAccount,
  call: Call,
  others: LiveAccount | undefined,
): Promise<LiveOutcome> {
  try {
    return { ok: true, ...(await run(account, call, others)) };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { ok: false, code: error.code, details: detailsOf(error) };
  }
}

export function detailsOf(error: DomainError): object {
  if (!isDomainError(error, 'INVALID_INPUT')) return { ...error.details };
  return { paths: error.details.issues.map(({ path }) => path) };
}

type Receipt = Omit<Extract<LiveOutcome, { ok: true }>, 'ok'>;

async function run(account: LiveAccount, { key, request, at }: Call, others?: LiveAccount): Promise<Receipt> {
  const ctx = contextAt(account, at);
  const { userId } = account;
  const base = { userId, idempotencyKey: key };
  const idOf = (ref: Ref, kind: 'entryIds' | 'holdIds' | 'grantIds') => {
    if (typeof ref === 'number') return account[kind].get(ref) ?? 'no-such-id';
    return ref === 'other' ? ([...(others?.[kind].values() ?? [])].at(-1) ?? ref) : ref;
  };
  switch (request.verb) {
    case 'spend': {
      const { featureKey, quantity } = request;
      return ofEntry(await spendCredits(ctx, { ...base, featureKey, quantity }));
    }
    case 'refund': {
      const { verb: _, spendId, ...fields } = request;
      return ofEntry(await refundSpend(ctx, { ...base, ...fields, spendId: idOf(spendId, 'entryIds') }));
    }
    case 'hold': {
      const { verb: _, ...fields } = request;
      return ofHold(await holdCredits(ctx, { ...base, ...fields }));
    }
    case 'capture': {
      const { verb: _, holdId, ...fields } = request;
      return ofEntry(await captureHold(ctx, { ...base, ...fields, holdId: idOf(holdId, 'holdIds') }));
    }
    case 'release':
      return ofHold(await releaseHold(ctx, { ...base, holdId: idOf(request.holdId, 'holdIds') }));
    case 'extend': {
      const { holdId, ttlSeconds } = request;
      return ofHold(await extendHold(ctx, { ...base, ttlSeconds, holdId: idOf(holdId, 'holdIds') }));
    }
    case 'grant': {
      const { verb: _, startsAt, expiresAt, ...fields } = request;
      const start = startsAt === undefined ? {} : { startsAt: new Date(startsAt) };
      const end = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) };
      return ofGrant(await grantCredits(ctx, { ...base, ...fields, ...start, ...end }));
    }
    case 'void': {
      const { grantId, reason } = request;
      return ofGrant(await voidGrant(ctx, { ...base, reason, grantId: idOf(grantId, 'grantIds') }));
    }
    case 'adjust': {
      const { verb: _, ...fields } = request;
      const principal = { kind: 'user', userId: account.adminId, clerkUserId: '', role: 'ADMIN' } as const;
      return ofEntry(await adjustBalance({ ...ctx, principal }, { ...base, ...fields }));
    }
    case 'overdraft': {
      const { overdraftCredits } = request;
      return ofLimits(await setOverdraft(ctx, { userId, overdraftCredits, reason: 'A test' }));
    }
    case 'caps':
      return ofLimits(await setSpendCaps(ctx, { userId, caps: request.caps, reason: 'A test' }));
  }
}

const nothing = { replayed: false, entry: null, hold: null, grantId: null, limits: null };

function ofEntry({ entry, replayed }: { entry: Entry; replayed: boolean }): Receipt {
  return { ...nothing, replayed, entry: viewEntryRow(entry) };
}

function ofHold({ hold, replayed }: { hold: Hold; replayed: boolean }): Receipt {
  return { ...nothing, replayed, hold: viewHoldRow(hold) };
}

function ofGrant(receipt: { grant: { id: string }; entry: Entry | null; replayed: boolean }): Receipt {
  const { grant, entry, replayed } = receipt;
  return { ...nothing, replayed, grantId: grant.id, entry: entry && viewEntryRow(entry) };
}

function ofLimits(limits: SpendLimits): Receipt {
  return { ...nothing, limits: viewLimits(limits) };
}

export function viewLimits({ overdraftCredits, caps }: SpendLimits): NonNullable<Answer['limits']> {
  return {
    overdraftCredits,
    caps: caps.map((cap) => ({ ...cap, resetsAt: cap.resetsAt.getTime() })),
  };
}
