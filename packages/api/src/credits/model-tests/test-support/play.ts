import type { Database } from '@scrip/database';
import { createAccount, setFeatureCosts } from '@scrip/testing';
import { expect } from 'vitest';
import { auditLedger } from '../../../auditor/service.ts';
import type { Engine } from '../../../engine.ts';
import { contextAt, type LiveAccount } from './live-account.ts';
import { bindIds, readLive, viewLive } from './live-snapshot.ts';
import { creditsPerUnit, type Model, newModel } from './model.ts';
import type { Player } from './resolve-step.ts';
import { noIds } from './rows.ts';
import { snapshotOfModel } from './snapshot.ts';

export type LivePlayer = Player & { live: LiveAccount };

export async function setPrices(db: Database): Promise<void> {
  const prices = Object.entries(creditsPerUnit).map(([key, credits]) => [
    key,
    { perUnit: { credits, units: 1 } },
  ]);
  await setFeatureCosts(db, Object.fromEntries(prices));
}

/** Fresh, empty accounts, each with its model. */
export async function openPlayers(db: Database, count: number, engine?: Engine): Promise<LivePlayer[]> {
  const admin = await createAccount(db, { credits: 0, role: 'ADMIN' });
  const players: LivePlayer[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const { userId } = await createAccount(db, { credits: 0 });

    players.push({
      model: newModel(),
      calls: [],
      live: { db, userId, adminId: admin.userId, engine, ...noIds() },
    });
  }
  return players;
}

/** Compares all that there is to see at the end, and asks the auditor. */
export async function expectSameInTheEnd({ live, model }: LivePlayer, at: number): Promise<void> {
  await expectSame(live, model, at, true);
  const { deviations } = await auditLedger(contextAt(live, at), { userId: live.userId });
  expect(deviations).toEqual([]);
}

/** Lets both see what is due by then, and compares all that there is to see. */
export async function expectSame(
  live: LiveAccount,
  model: Model,
  at: number,
  isThorough: boolean,
): Promise<void> {
  const expected = snapshotOfModel(model, at);
  const seen = viewLive(await readLive(live, contextAt(live, at), isThorough), live);
  await bindIds(live, model);
  expect(seen).toEqual(isThorough ? expected : { ...expected, payments: [] });
}
