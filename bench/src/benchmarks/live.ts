import { setTimeout } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.ts';
import { checkLedger, concurrency, createContext, openAccounts } from '../ledger.ts';
import { countOf, spendRate } from '../spend-rate.ts';
import { type LiveServer, startLiveServer } from './live-server.ts';

const subscriberCount = 50;

type Subscriber = {
  /** How many balances have arrived. */
  seen(): number;
  close(): Promise<void>;
};

async function subscribe(url: string, userId: string): Promise<Subscriber> {
  const controller = new AbortController();
  const response = await fetch(`${url}/credits.live`, {
    headers: { accept: 'text/event-stream', 'x-user': userId },
    signal: controller.signal,
  });
  if (!response.ok || !response.body) throw new Error(`The live balance answers ${response.status}.`);
  let balances = 0;
  const text = response.body.pipeThrough(new TextDecoderStream());
  const reading = (async () => {
    for await (const piece of text) balances += piece.split('creditsRemaining').length - 1;
  })().catch(() => undefined);
  return {
    seen: () => balances,
    async close() {
      controller.abort();
      await reading;
    },
  };
}

/** The feed tells of the last changes a moment after they were made. */
const patienceMs = 10_000;

/** Runs `work` while each of these accounts is watched. @throws when a watcher saw no change. */
async function whileWatched(
  server: LiveServer,
  userIds: string[],
  work: () => Promise<number>,
): Promise<number> {
  const subscribers = await Promise.all(userIds.map((userId) => subscribe(server.url, userId)));
  const result = await work();
  const giveUpAt = performance.now() + patienceMs;
  const isBlind = (subscriber: { seen(): number }) => subscriber.seen() < 2;
  while (subscribers.some(isBlind) && performance.now() < giveUpAt) await setTimeout(20);
  const blind = subscribers.filter(isBlind).length;
  await Promise.all(subscribers.map((subscriber) => subscriber.close()));
  if (blind > 0) throw new Error(`${blind} of ${userIds.length} subscribers saw no change.`);
  return result;
}

export const live: Benchmark = {
  name: 'live',
  title: `spendCredits, ${concurrency} at once over ${subscriberCount} accounts, each watched over HTTP, against nobody watching`,
  unit: 'spends/s',
  must: 0.9,
  aim: 0.97,
  async prepare(environment) {
    const ctx = createContext(environment.db);
    const userIds = await openAccounts(ctx, { count: subscriberCount });
    const server = await startLiveServer(ctx);
    const work = spendRate(ctx, countOf(environment, 20_000, 2_000), {
      userIds,
      announce: (userId) => server.feed.nudge(userId),
    });
    return {
      ours: () => whileWatched(server, userIds, work),
      baseline: work,
      check: () => checkLedger(ctx),
      close: () => server.close(),
    };
  },
};
