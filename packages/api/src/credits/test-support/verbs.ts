import type { Database } from '@scrip/database';
import { createAccount, type TestAccount } from '@scrip/testing';
import type { ServiceContext } from '../../context.ts';
import { adjustBalance } from '../adjust-balance.ts';
import { captureHold } from '../capture-hold.ts';
import { extendHold } from '../extend-hold.ts';
import { grantCredits } from '../grant-credits.ts';
import { holdCredits } from '../hold-credits.ts';
import { refundSpend } from '../refund-spend.ts';
import { releaseHold } from '../release-hold.ts';
import { spendCredits } from '../spend-credits.ts';
import { setOverdraft, setSpendCaps } from '../spend-limits.ts';
import { voidGrant } from '../void-grant.ts';
import { chat, hour, image, openAccount } from './open-account.ts';

/** A verb as a caller without types calls it: what the test gives replaces fields of a request that is good. */
export type Verb = (fields: object, ctx?: Partial<ServiceContext>) => Promise<unknown>;

const admins = new WeakMap<Database, Promise<TestAccount>>();

/** One admin serves all accounts of a database. */
function adminOf(db: Database): Promise<TestAccount> {
  const admin = admins.get(db) ?? createAccount(db, { role: 'ADMIN', credits: 0 });
  admins.set(db, admin);
  return admin;
}

/**
 * An account of 100 credits less a spend of 5 and an open hold of 10, with a good request of every verb. No two requests
 * share a key.
 */
export async function openWithVerbs(db: Database, credits = 100) {
  const account = await openAccount(db, credits);
  const { system, userId, key } = account;
  const { principal } = (await adminOf(db)).own;
  const asAdmin: ServiceContext = { ...system, principal };
  const { entry: spent } = await spendCredits(system, { userId, featureKey: image, idempotencyKey: key() });
  const { hold: held } = await account.hold(10, 3600);
  const { grant: granted } = await account.grant(20, { priority: 1 });

  const verb =
    <Request>(
      call: (ctx: ServiceContext, request: Request) => Promise<unknown>,
      request: object,
      good = system,
    ): Verb =>
    (fields, ctx = {}) =>
      // The types forbid bad requests; callers without types send them all the same.
      call({ ...good, ...ctx }, { userId, idempotencyKey: key(), ...request, ...fields } as Request);
  const withoutKey = { idempotencyKey: undefined };
  const reason = 'A test';
  const verbs = {
    spend: verb(spendCredits, { featureKey: chat }),
    refund: verb(refundSpend, { spendId: spent.id }),
    hold: verb(holdCredits, { featureKey: chat, amountCredits: 3 }),
    capture: verb(captureHold, { holdId: held.id }),
    release: verb(releaseHold, { holdId: held.id }),
    extend: verb(extendHold, { holdId: held.id, ttlSeconds: 7200 }),
    grant: verb(grantCredits, { amountCredits: 7, source: 'ADMIN' }),
    schedule: verb(grantCredits, {
      amountCredits: 7,
      source: 'ADMIN',
      startsAt: account.later(2 * hour),
    }),
    void: verb(voidGrant, { grantId: granted.id, reason }),
    adjust: verb(adjustBalance, { mode: 'delta', deltaCredits: 2, reason }, asAdmin),
    adjustTo: verb(adjustBalance, { mode: 'absolute', creditsRemaining: 50, reason }, asAdmin),
    setSpendCaps: verb(withoutKeys(setSpendCaps), { caps: [], reason, ...withoutKey }),
    setOverdraft: verb(withoutKeys(setOverdraft), { overdraftCredits: 5, reason, ...withoutKey }),
  };
  return { ...account, asAdmin, spent, held, granted, verbs };
}

/** For verbs that set a limit, whatever it was: they take no key. */
function withoutKeys<Request extends object>(
  call: (ctx: ServiceContext, request: Request) => Promise<unknown>,
) {
  return (ctx: ServiceContext, { idempotencyKey: _, ...request }: Request & { idempotencyKey?: unknown }) =>
    // What is left when the key is taken off is the verb's own request.
    call(ctx, request as unknown as Request);
}
export type VerbName = keyof Awaited<ReturnType<typeof openWithVerbs>>['verbs'];

/** The verbs that take a key. */
export const keyed = [
  'spend',
  'refund',
  'hold',
  'capture',
  'release',
  'extend',
  'grant',
  'schedule',
  'void',
  'adjust',
] as const satisfies VerbName[];
