import type { Database } from '@scrip/database';
import { expectLedgerHolds } from '@scrip/testing';
import { expect } from 'vitest';
import { isDomainError } from '../../errors.ts';
import { bringUpToDate } from '../account/change-account.ts';
import { hour } from './open-account.ts';
import { rowsOf } from './untouched.ts';
import { openWithVerbs, type Verb, type VerbName } from './verbs.ts';

export type Racer = VerbName | 'sweep';

export type Race = {
  first: Racer;
  second: Racer;
  /** Both send one idempotency key. */
  sameKey?: boolean;
  /** A grant and a hold have ended by then, and a scheduled grant has started. */
  isDue?: boolean;
  rollsBack?: boolean;
};

/** Two transactions step by step: the first holds the lock, the second waits for it, the first ends. */
export async function race(db: Database, { first, second, rollsBack = false, ...options }: Race) {
  const { start, told, userId } = await openRacers(db, options);
  const undone = new Error('The first one is undone');
  let waiting: Promise<unknown> | undefined;
  const leading = db.$transaction(async (tx) => {
    // What is refused is undone too, but keeps its lock until then.
    const [answer] = await Promise.allSettled([start.first(first, { db: tx })]);
    waiting = settled(start.second(second));
    await expectSomeoneWaitsFor(db, tx);
    if (rollsBack) throw undone;
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
  const ahead = await settled(leading).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  const behind = await waiting;
  // Not of the twin: its rows must equal these.
  await expectLedgerHolds(db, userId);
  return told([ahead, behind]);
}

/** What a race must come to: the same requests on an account of their own, one after the other. */
export async function inTurn(db: Database, { first, second, rollsBack = false, ...options }: Race) {
  const { start, told } = await openRacers(db, options);
  const ahead = rollsBack ? undefined : await settled(start.first(first));
  return told([ahead, await settled(start.second(second))]);
}

async function openRacers(db: Database, { sameKey = false, isDue = false }: Omit<Race, 'first' | 'second'>) {
  const account = await openWithVerbs(db);
  const { userId, verbs, grant, later, pass, system } = account;
  await grant(6, { expiresAt: later(hour), priority: 1 });
  await grant(4, { startsAt: later(hour / 2) });
  pass(isDue ? hour : 1);
  const sweep: Verb = (_, ctx) => bringUpToDate({ ...system, ...ctx }, { userId, at: later(0) });
  const run = (racer: Racer, idempotencyKey: string, ctx = {}) => {
    const fields = limits[racer] ?? { idempotencyKey };
    return racer === 'sweep' ? sweep({}, ctx) : verbs[racer](fields, ctx);
  };
  return {
    start: {
      first: (racer: Racer, ctx = {}) => run(racer, 'first', ctx),
      // Of two grants at one instant either may burn first.
      second: (racer: Racer) => {
        pass(1);
        return run(racer, sameKey ? 'first' : 'second');
      },
    },
    /** Everything that can be seen of it, with names for the ids, which differ from account to account. */
    told: async (answers: unknown[]) => withNames({ ...(await rowsOf(db, userId)), answers }),
    userId,
  };
}

/** What sets a limit has no key. 5 + 10 are used: with this cap nothing may be spent any more. */
const limits: Partial<Record<Racer, object>> = {
  setSpendCaps: { caps: [{ period: 'DAY', limitCredits: 15 }] },
  setOverdraft: { overdraftCredits: 50 },
};

async function settled(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { refused: error.code, ...error.details };
  }
}

/** Waits until a statement waits for a lock that this transaction holds. */
export async function expectSomeoneWaitsFor(db: Database, tx: Pick<Database, '$queryRaw'>): Promise<void> {
  const [holder] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  await expect
    .poll(
      async () => {
        const [row] = await db.$queryRaw<{ waiting: number }[]>`
          SELECT COUNT(*)::int AS waiting FROM pg_locks
          WHERE NOT granted AND ${holder?.pid}::int = ANY(pg_blocking_pids(pid))`;
        return row?.waiting ?? 0;
      },
      { interval: 5, timeout: 10_000 },
    )
    .toBeGreaterThan(0);
}

/** Leaves out the database's own clock, and orders rows by the test's: their ids do not tell which came first. */
function withNames(rows: Awaited<ReturnType<typeof rowsOf>> & { answers: unknown[] }): unknown {
  const byTime = <Row extends { createdAt: Date }>(list: Row[]) =>
    list.toSorted((a, b) => Number(a.createdAt) - Number(b.createdAt));
  const { balance, grants, holds, audits, ...others } = rows;
  const text = JSON.stringify({
    ...others,
    balance: { ...balance, createdAt: null },
    grants: byTime(grants),
    holds: byTime(holds),
    audits: byTime(audits).map(({ createdAt: _, ...audit }) => audit),
  });
  const names = new Map<string, string>();
  // The hash of a request digests the ids that it names.
  const undigested = text.replaceAll(/\b((?:grant|hold|spend)Id)=[\w-]+/g, '$1');
  const named = undigested.replaceAll(
    /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\bc[a-z0-9]{24}\b/g,
    (id) => {
      names.set(id, names.get(id) ?? `id ${names.size}`);
      return names.get(id) ?? id;
    },
  );
  return JSON.parse(named);
}
