import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { ensureFeatureCatalogue } from '@scrip/api/server';
import { createScrip, type MeteredOutcome, ScripUnavailable } from '@scrip/client';
import { expectLedgerHolds, systemContext, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAppKey } from './test-support/api-keys.ts';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { type Loss, lossyFetch } from './test-support/lossy-fetch.ts';

const database = useTestDatabase();
let app: TestApp;
let apiKey: string;
let skippedMs = 0;

beforeAll(async () => {
  await ensureFeatureCatalogue(systemContext(database.db));
  app = await startTestApp(database.db, { now: () => new Date(Date.now() + skippedMs) });
  apiKey = await createAppKey(app);
});
afterAll(() => app.close());

const retry = { baseDelayMs: 1 };
const scripLosing = (...losses: Loss[]) =>
  createScrip({ url: app.url, apiKey, retry, fetch: lossyFetch(...losses) });
const held = { featureKey: 'ai_text_chat', amountCredits: 10 };

async function newUser(): Promise<string> {
  const user = await app.createUser();
  return (await user.client.users.me.query()).id;
}

/** What can be spent, what is held, and how many spends there are. */
async function accountOf(userId: string) {
  const scrip = createScrip({ url: app.url, apiKey });
  const [{ creditsRemaining, creditsHeld }, { items }] = await Promise.all([
    scrip.balance({ userId }),
    scrip.entries({ userId, kinds: ['SPEND'] }),
  ]);
  await expectLedgerHolds(database.db, userId);
  return [creditsRemaining, creditsHeld, items.length];
}

test('work is charged once it is done, and hands out its result', async () => {
  const userId = await newUser();
  const outcomes: MeteredOutcome[] = [];
  const result = await scripLosing().metered(
    userId,
    held,
    async ({ hold }) => {
      expect(await accountOf(userId)).toEqual([90, 10, 0]);
      return hold.amountCredits;
    },
    { onSettled: (outcome) => outcomes.push(outcome) },
  );
  expect([result, outcomes]).toMatchObject([10, [{ kind: 'charged', isShort: false }]]);
  expect(await accountOf(userId)).toEqual([90, 0, 1]);
});

describe('whatever is lost on the way, work that is done is charged once', () => {
  const losses: Record<string, Loss[]> = {
    'the question for the hold': ['request'],
    'the answer to the hold': ['answer'],
    'the charge': ['none', 'request'],
    'the answer to the charge': ['none', 'answer'],
    'all of them, more than once': ['answer', 'request', 'answer', 'none', 'answer', 'none', 'answer'],
  };
  test.each(Object.entries(losses))('%s', async (_, lost) => {
    const userId = await newUser();
    expect(await scripLosing(...lost).metered(userId, held, () => 'done')).toBe('done');
    expect(await accountOf(userId)).toEqual([90, 0, 1]);
  });
});

describe('work that fails is not charged, and its error is what the caller sees', () => {
  const failure = new Error('the model is down');
  test.each<[string, Loss[]]>([
    ['at once', []],
    ['and the release is lost', ['none', 'request']],
    ['and the answer to the release is lost', ['none', 'answer']],
  ])('%s', async (_, lost) => {
    const userId = await newUser();
    const failing = scripLosing(...lost).metered(userId, held, ({ use }) => {
      use(3);
      throw failure;
    });
    await expect(failing).rejects.toBe(failure);
    expect(await accountOf(userId)).toEqual([100, 0, 0]);
  });
});

test('aborted work is not charged, also when it ends as if nothing had happened', async () => {
  const userId = await newUser();
  const caller = new AbortController();
  const reason = new Error('left the page');
  const work = ({ signal }: { signal: AbortSignal }) => {
    caller.abort(reason);
    return signal.aborted;
  };
  const failing = scripLosing().metered(userId, held, work, { signal: caller.signal });
  await expect(failing).rejects.toBe(reason);
  expect(await accountOf(userId)).toEqual([100, 0, 0]);
});

test('work aborted before it begins neither runs nor holds', async () => {
  const userId = await newUser();
  const run = () => expect.unreachable();
  const failing = scripLosing().metered(userId, held, run, { signal: AbortSignal.abort('no') });
  await expect(failing).rejects.toBe('no');
  expect(await accountOf(userId)).toEqual([100, 0, 0]);
});

test('work that the account cannot pay does not run', async () => {
  const userId = await newUser();
  const tooMuch = { ...held, amountCredits: 101 };
  const failing = scripLosing().metered(userId, tooMuch, () => expect.unreachable());
  await expect(failing).rejects.toMatchObject({ code: 'INSUFFICIENT_CREDITS' });
});

test('work does not run while Scrip cannot be reached', async () => {
  const userId = await newUser();
  const lost = Array.from({ length: 5 }, () => 'request' as const);
  const failing = scripLosing(...lost).metered(userId, held, () => expect.unreachable());
  await expect(failing).rejects.toBeInstanceOf(ScripUnavailable);
});

test('a result that could not be charged is kept back, and is charged once when the work is repeated', async () => {
  const userId = await newUser();
  const lost: Loss[] = ['none', 'request', 'request', 'request', 'request', 'request'];
  const scrip = scripLosing(...lost);
  const options = { idempotencyKey: 'work-1' };
  const failing = scrip.metered(userId, held, () => 'done', options);
  await expect(failing).rejects.toBeInstanceOf(ScripUnavailable);
  expect(await scrip.metered(userId, held, () => 'again', options)).toBe('again');
  expect(await accountOf(userId)).toEqual([90, 0, 1]);
});

test('work whose charge got through without an answer is neither run nor charged again under its key', async () => {
  const userId = await newUser();
  const lost: Loss[] = ['none', 'answer', 'answer', 'answer', 'answer', 'answer'];
  const scrip = scripLosing(...lost);
  const options = { idempotencyKey: 'work-1' };
  const failing = scrip.metered(userId, held, () => 'done', options);
  await expect(failing).rejects.toBeInstanceOf(ScripUnavailable);
  const repeated = scrip.metered(userId, held, () => expect.unreachable(), options);
  await expect(repeated).rejects.toMatchObject({
    code: 'ALREADY_CHARGED',
    details: { entryId: expect.stringMatching(/./) },
  });
  expect(await accountOf(userId)).toEqual([90, 0, 1]);
});

test('work that failed runs under a new hold when it is repeated with its key', async () => {
  const userId = await newUser();
  const options = { idempotencyKey: 'work-1' };
  const scrip = scripLosing();
  await expect(scrip.metered(userId, held, () => Promise.reject('no'), options)).rejects.toBe('no');
  expect(await scrip.metered(userId, held, () => 'done', options)).toBe('done');
  expect(await accountOf(userId)).toEqual([90, 0, 1]);
});

test('what a killed process held returns by itself, and its work can be repeated', async () => {
  const userId = await newUser();
  const script = resolve(import.meta.dirname, 'test-support/metered-process.ts');
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, [script, app.url, apiKey, userId], { stdio: [...stdio] });
  const closed = once(child, 'close');
  if (!child.stdout) throw new Error('The process has no output.');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await closed;
  expect(await accountOf(userId)).toEqual([99, 1, 0]);
  skippedMs = 121_000;
  expect(await accountOf(userId)).toEqual([100, 0, 0]);
  const options = { idempotencyKey: 'work-1' };
  expect(await scripLosing().metered(userId, 'ai_text_chat', () => 'done', options)).toBe('done');
  expect(await accountOf(userId)).toEqual([99, 0, 1]);
});
