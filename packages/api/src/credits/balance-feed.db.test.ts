import { closeDatabase, createDatabase } from '@scrip/database';
import { createAccount, recordingLogger, useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import { BalanceFeed } from './balance-feed.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();
const featureKey = 'ai_text_chat';

function openFeed() {
  const feed = new BalanceFeed({ db: database.db, logger: recordingLogger(), intervalMs: 20 });
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  return { feed, controller };
}

test('a watcher gets the balance at once and after a change by another process', async () => {
  const account = await createAccount(database.db);
  const { feed, controller } = openFeed();
  const watching = feed.watch(account.userId, controller.signal);
  expect((await watching.next()).value).toMatchObject({ creditsRemaining: 100 });

  const otherProcess = createDatabase({ connectionString: database.connectionString });
  onTestFinished(() => closeDatabase(otherProcess));
  await spendCredits(
    { ...account.own, db: otherProcess },
    { userId: account.userId, featureKey, idempotencyKey: 'a' },
  );
  expect((await watching.next()).value).toMatchObject({ creditsRemaining: 99, lastSeq: 2 });
});

test('a watcher sees credits that move into a hold, which write no entry', async () => {
  const account = await createAccount(database.db);
  const { feed, controller } = openFeed();
  const watching = feed.watch(account.userId, controller.signal);
  await watching.next();
  await database.db.creditBalance.update({
    where: { userId: account.userId },
    data: { creditsRemaining: 60, creditsHeld: 40 },
  });
  expect((await watching.next()).value).toEqual({ creditsRemaining: 60, creditsHeld: 40, lastSeq: 1 });
});

test('each watcher gets its own balance only', async () => {
  const [one, two] = [await createAccount(database.db), await createAccount(database.db, { credits: 7 })];
  const { feed, controller } = openFeed();
  const [first, second] = [
    feed.watch(one.userId, controller.signal),
    feed.watch(two.userId, controller.signal),
  ];
  expect((await first.next()).value).toMatchObject({ creditsRemaining: 100 });
  expect((await second.next()).value).toMatchObject({ creditsRemaining: 7 });
});

test('the watch of a deactivated account ends', async () => {
  const account = await createAccount(database.db);
  const { feed, controller } = openFeed();
  const watching = feed.watch(account.userId, controller.signal);
  await watching.next();
  await database.db.user.update({ where: { id: account.userId }, data: { isActive: false } });
  expect(await watching.next()).toEqual({ value: undefined, done: true });
});

test('an aborted watch ends, and closing the feed ends all', async () => {
  const account = await createAccount(database.db);
  const { feed, controller } = openFeed();
  const aborted = feed.watch(account.userId, controller.signal);
  const closed = feed.watch(account.userId, new AbortController().signal);
  await Promise.all([aborted.next(), closed.next()]);
  controller.abort();
  expect((await aborted.next()).done).toBe(true);
  feed.close();
  expect((await closed.next()).done).toBe(true);
});

test('however often an account changes, the feed rests between two reads, and then tells the newest balance', async () => {
  const statements: string[] = [];
  const db = createDatabase({
    connectionString: database.connectionString,
    slowQueryMs: 0,
    onSlowQuery: ({ sql }) => statements.push(sql),
  });
  onTestFinished(() => closeDatabase(db));
  const account = await createAccount(db);
  const feed = new BalanceFeed({ db, logger: recordingLogger(), intervalMs: 60_000, restMs: 3_000 });
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const watching = feed.watch(account.userId, controller.signal);
  await watching.next();

  statements.length = 0;
  for (let credits = 99; credits > 79; credits -= 1) {
    const { userId } = account;
    await db.creditBalance.update({ where: { userId }, data: { creditsRemaining: credits } });
    feed.nudge(userId);
  }
  expect(statements.filter((sql) => sql.includes('"User"'))).toEqual([]);
  expect((await watching.next()).value).toMatchObject({ creditsRemaining: 80 });
});
