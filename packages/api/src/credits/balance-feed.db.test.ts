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

function withCountedReads(connectionString = database.connectionString) {
  const reads: string[] = [];
  const logger = recordingLogger();
  const db = createDatabase({
    connectionString,
    slowQueryMs: 0,
    onSlowQuery: ({ sql }) => reads.push(sql),
  });
  onTestFinished(() => closeDatabase(db));
  return { reads, logger, feed: new BalanceFeed({ db, logger, intervalMs: 5, restMs: 1 }) };
}

test('while nobody watches, nothing is read: not before, not for other users, not after the last one left', async () => {
  const { reads, feed } = withCountedReads();
  const account = await createAccount(database.db);
  feed.nudge(account.userId);
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 100));
  await quiet();
  expect(reads).toEqual([]);

  const controllers = [new AbortController(), new AbortController()];
  const watches = controllers.map(({ signal }) => feed.watch(account.userId, signal));
  await Promise.all(watches.map((watch) => watch.next()));
  controllers[0]?.abort();
  await watches[0]?.next();
  await quiet();
  const before = reads.length;
  await expect.poll(() => reads.length).toBeGreaterThan(before);

  controllers[1]?.abort();
  await watches[1]?.next();
  await quiet();
  const after = reads.length;
  feed.nudge(account.userId);
  await quiet();
  expect(reads).toHaveLength(after);
});

test('a feed that cannot read says so and tries again, until its watcher leaves', async () => {
  const { logger, feed } = withCountedReads(`${database.connectionString}_that_is_not_there`);
  const controller = new AbortController();
  const watching = feed.watch(crypto.randomUUID(), controller.signal).next();
  await expect.poll(() => logger.records.length).toBeGreaterThan(2);
  expect(logger.records[0]).toEqual({
    level: 'warn',
    fields: { error: expect.any(Error) },
    message: 'Reading the watched balances failed; the next interval tries again',
  });
  controller.abort();
  expect(await watching).toEqual({ value: undefined, done: true });
});
