import { createAccount, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import { quoteSpend } from './quote-spend.ts';
import { removeExpiredQuotesJob } from './remove-expired-quotes-job.ts';

const database = useTestDatabase();
const minuteMs = 60_000;
const start = Date.UTC(2026, 10, 1);

test('an expired quote is removed an hour later, whoever has it, and one that holds is not', async () => {
  let now = new Date(start);
  await setFeatureCosts(database.db, { ai_text_chat: 5 });
  for (const id of ['a', 'b']) {
    const { own } = await createAccount(database.db, { id, now: () => now });
    for (const minute of [0, 55]) {
      now = new Date(start + minute * minuteMs);
      await quoteSpend(own, { userId: id, featureKey: 'ai_text_chat', ttlSeconds: 600 });
    }
  }
  const ownersAfter = async (minutes: number) => {
    now = new Date(start + minutes * minuteMs);
    await runJobs(database.db, [removeExpiredQuotesJob], { now: () => now });
    const quotes = await database.db.priceQuote.findMany({ orderBy: { userId: 'asc' } });
    return quotes.map(({ userId }) => userId);
  };
  expect(await ownersAfter(60)).toEqual(['a', 'a', 'b', 'b']);
  expect(await ownersAfter(120)).toEqual(['a', 'b']);
  expect(await ownersAfter(180)).toEqual([]);
});
