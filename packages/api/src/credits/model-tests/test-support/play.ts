import type { Database } from '@scrip/database';
import { createAccount, setFeatureCosts } from '@scrip/testing';
import { expect } from 'vitest';
import type { Engine } from '../../../engine.ts';
import { contextAt, type LiveAccount, type LiveOutcome } from './live-account.ts';
import { bindIds, snapshotOfLive } from './live-snapshot.ts';
import { creditsPerUnit, type Model, newModel, type Outcome } from './model.ts';
import { snapshotOfModel } from './snapshot.ts';

export const startOfTime = Date.parse('2026-11-28T20:00:00Z');

export async function setPrices(db: Database): Promise<void> {
  const prices = Object.entries(creditsPerUnit).map(([key, credits]) => [
    key,
    { perUnit: { credits, units: 1 } },
  ]);
  await setFeatureCosts(db, Object.fromEntries(prices));
}

/** Fresh, empty accounts, each with its model. */
export async function openPlayers(db: Database, count: number, engine?: Engine) {
  const admin = await createAccount(db, { credits: 0, role: 'ADMIN' });
  const players: { model: Model; calls: []; live: LiveAccount }[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const { userId } = await createAccount(db, { credits: 0 });
    const ids = { entryIds: new Map(), holdIds: new Map(), grantIds: new Map() };
    players.push({
      model: newModel(),
      calls: [],
      live: { db, userId, adminId: admin.userId, engine, ...ids },
    });
  }
  return players;
}

/** The model's outcome in the words of the real one. */
export function inIds(outcome: Outcome, model: Model): LiveOutcome {
  if (!outcome.ok) return outcome;
  const { grant, ...rest } = outcome;
  return { ...rest, grantId: grant === null ? null : (model.grants[grant]?.id ?? null) };
}

/** Lets both see what is due by then, and compares all that there is to see. */
export async function expectSame(
  live: LiveAccount,
  model: Model,
  at: number,
  isThorough: boolean,
): Promise<void> {
  const expected = snapshotOfModel(model, at);
  const seen = await snapshotOfLive(live, contextAt(live, at), isThorough);
  await bindIds(live, model);
  expect(seen).toEqual(isThorough ? expected : { ...expected, payments: [] });
}
