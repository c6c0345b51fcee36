import { expect, test } from 'vitest';
import { createScrip } from './create-scrip.ts';
import { ScripUnavailable } from './errors.ts';
import { cut, refusal, results, scriptedFetch } from './test-support/scripted-fetch.ts';

const use = { userId: 'u1', featureKey: 'chat' };

function openScrip(server: { fetch: typeof fetch }, store?: { load(): Promise<[]>; save(): Promise<void> }) {
  const told: unknown[] = [];
  const scrip = createScrip({
    url: 'https://scrip.test',
    apiKey: 'k',
    fetch: server.fetch,
    retry: { retries: 0 },
    failOpen: {
      features: ['chat'],
      onLetThrough: ({ request }) => told.push(['through', request.idempotencyKey]),
      onCharged: ({ request }) => told.push(['charged', request.idempotencyKey]),
      onRefused: (_, { code }) => told.push(['refused', code]),
      ...(store && { store }),
    },
  });
  return { scrip, told };
}

test('only the features that were named pass, and only where there is no answer', async () => {
  const { scrip } = openScrip(scriptedFetch(cut, refusal(402, { code: 'INSUFFICIENT_CREDITS' })));
  await expect(scrip.spend({ ...use, featureKey: 'image' })).rejects.toBeInstanceOf(ScripUnavailable);
  await expect(scrip.spend(use)).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
});

test('the next call that is answered charges what was let through, under its key', async () => {
  const server = scriptedFetch(cut, results({ creditsRemaining: 1 }));
  const { scrip, told } = openScrip(server);
  await scrip.spend({ ...use, idempotencyKey: 'a' });
  await scrip.balance({ userId: 'u1' });
  await expect
    .poll(() => told)
    .toEqual([
      ['through', 'a'],
      ['charged', 'a'],
    ]);
  expect(server.requests.map(({ path }) => path)).toEqual(['verbs.spend', 'verbs.balance', 'verbs.spend']);
});

test('what cannot be charged is reported once; what the key may not do is kept', async () => {
  const forbidden = refusal(403, { code: 'FORBIDDEN' });
  const broke = refusal(402, { code: 'INSUFFICIENT_CREDITS' });
  const server = scriptedFetch(cut, forbidden, broke);
  const { scrip, told } = openScrip(server);
  await scrip.spend({ ...use, idempotencyKey: 'a' });
  for (let time = 0; time < 3; time++) await scrip.settle();
  expect(told).toEqual([
    ['through', 'a'],
    ['refused', 'INSUFFICIENT_CREDITS'],
  ]);
  expect(server.requests).toHaveLength(3);
});

test('nothing passes that cannot be kept', async () => {
  const full = new Error('disk full');
  const store = { load: async (): Promise<[]> => [], save: () => Promise.reject(full) };
  const { scrip, told } = openScrip(scriptedFetch(cut), store);
  await expect(scrip.spend(use)).rejects.toBe(full);
  expect(told).toEqual([]);
});
