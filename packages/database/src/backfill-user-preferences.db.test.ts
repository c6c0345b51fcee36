import { createTestDatabase, type TestDatabase } from '@scrip/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backfillUserPreferences } from './index.ts';

let database: TestDatabase;
const now = new Date('2026-11-23T12:00:00Z');

beforeEach(async () => {
  database = await createTestDatabase();
  await addUsers(0, 25);
});

afterEach(() => database.drop());

function addUsers(from: number, to: number) {
  const ids = Array.from({ length: to - from }, (_, n) => `user-${String(from + n).padStart(3, '0')}`);
  return database.db.user.createMany({ data: ids.map((id) => ({ id, clerkId: id })) });
}

const withoutPreferences = () => database.db.user.count({ where: { preferences: null } });

test('every user gets default preferences, batch by batch, with progress', async () => {
  const progress: number[] = [];
  const onProgress = (doneCount: number) => progress.push(doneCount);
  const result = await backfillUserPreferences(database.db, { batchSize: 10, now, onProgress });
  expect(result).toEqual({ doneCount: 25 });
  expect(progress).toEqual([10, 20, 25]);
  expect(await withoutPreferences()).toBe(0);
  const { userId, ...defaults } = await database.db.userPreferences.findFirstOrThrow();
  expect(defaults).toMatchObject({ lastWorkspaceId: null, theme: 'auto', createdAt: now, updatedAt: now });
});

test('preferences that a user already has are kept', async () => {
  await database.db.userPreferences.create({ data: { userId: 'user-003', theme: 'dark' } });
  expect(await backfillUserPreferences(database.db, { now })).toEqual({ doneCount: 24 });
  expect(await database.db.userPreferences.findUnique({ where: { userId: 'user-003' } })).toMatchObject({
    theme: 'dark',
  });
});

test('a stopped run goes on where it was', async () => {
  const stop = new AbortController();
  const interrupted = backfillUserPreferences(database.db, {
    batchSize: 10,
    now,
    signal: stop.signal,
    onProgress: (doneCount) => {
      if (doneCount === 20) stop.abort(new Error('stopped'));
    },
  });
  await expect(interrupted).rejects.toThrow('stopped');
  expect(await withoutPreferences()).toBe(5);

  const progress: number[] = [];
  const onProgress = (doneCount: number) => progress.push(doneCount);
  expect(await backfillUserPreferences(database.db, { batchSize: 10, now, onProgress })).toEqual({
    doneCount: 25,
  });
  expect(progress).toEqual([25]);
});

test('runs at the same time share the work: nobody is done twice or left out', async () => {
  const runs = [1, 2, 3].map(() => backfillUserPreferences(database.db, { batchSize: 4, now }));
  await Promise.all(runs);
  expect(await withoutPreferences()).toBe(0);
  expect(await database.db.userPreferences.count()).toBe(25);
});

test('a run after a finished one finds only the users that came since', async () => {
  await backfillUserPreferences(database.db, { now });
  expect(await backfillUserPreferences(database.db, { now })).toEqual({ doneCount: 0 });
  await addUsers(25, 28);
  expect(await backfillUserPreferences(database.db, { now })).toEqual({ doneCount: 3 });
  expect(await withoutPreferences()).toBe(0);
});
