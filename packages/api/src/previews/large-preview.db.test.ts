import { recordingLogger, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { insertPreview, listAccountIds } from './repository.ts';
import { runPreview, totalsOf } from './run-preview.ts';
import { PreviewProposal } from './schema.ts';
import { askedEntries } from './test-support/env.ts';
import { writeLargeLedger } from './test-support/large-ledger.ts';
import { readLedger } from './test-support/ledger.ts';
import { replayEntries } from './test-support/replay.ts';
import { noTotals } from './totals.ts';

const database = useTestDatabase();

const start = new Date('2026-10-25T00:00:00Z');
const period = { from: new Date('2026-10-24T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };
const entriesPerUser = 500;
const entries = askedEntries ?? 10_000;

const proposal = PreviewProposal.parse({
  days: 30,
  prices: {
    feature_0: { flat: 6 },
    feature_1: {
      perUnit: { credits: 1, units: 100 },
      minimumCredits: 1,
      models: {
        model_1: { multiplierPercent: 150 },
        model_2: { multiplierPercent: 200 },
        model_3: { multiplierPercent: 250 },
      },
    },
  },
  planCredits: {},
});

test(`a preview over ${entries} entries equals the replay of them one by one`, {
  timeout: 1_800_000,
}, async () => {
  const { db } = database;
  await writeLargeLedger(db, { users: Math.ceil(entries / entriesPerUser), entriesPerUser, start });
  const { id } = await insertPreview(db, {
    createdById: 'user_000001',
    proposal,
    ...period,
    createdAt: period.to,
  });
  const startedMs = performance.now();
  await runPreview({ db, now: () => period.to, logger: recordingLogger() }, id);
  const seconds = (performance.now() - startedMs) / 1_000;
  const { totals: kept, entriesDone, ...row } = await db.pricePreview.findUniqueOrThrow({ where: { id } });
  expect({ status: row.status, entriesDone }).toEqual({ status: 'done', entriesDone: entries });

  let expected = noTotals;
  for (let after = ''; ; ) {
    const userIds = await listAccountIds(db, after, 100);
    const last = userIds.at(-1);
    if (last === undefined) break;
    after = last;
    const ledger = await readLedger(db, { ...period, userIds });
    expected = replayEntries(ledger.entries, { proposal, overdraftOf: ledger.overdraftOf }, expected);
  }
  expect(totalsOf({ totals: kept })).toEqual(expected);
  expect(expected.usersWithRunOut).toBeGreaterThan(0);
  if (process.env.PREVIEW_ENTRIES)
    console.info(`${entries} entries were previewed in ${seconds.toFixed(1)} s.`);
});
