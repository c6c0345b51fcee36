import { closeDatabase, createDatabase, type Database } from '@scrip/database';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTurn, type Race, type Racer, race } from './test-support/races.ts';
import { keyed } from './test-support/verbs.ts';

const database = useTestDatabase();
let db: Database;
beforeAll(() => {
  // Every race takes a connection that leads, one that waits and one that watches.
  db = createDatabase({ connectionString: database.connectionString, maxConnections: 24 });
});
afterAll(() => closeDatabase(db));

const racers: Racer[] = [...keyed, 'setSpendCaps', 'setOverdraft', 'sweep'];

async function expectAsIfInTurn(races: Race[]): Promise<void> {
  const waiting = [...races];
  const workers = Array.from({ length: 4 }, async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [raced, taken] = [await race(db, next), await inTurn(db, next)];
      expect(raced, JSON.stringify(next)).toEqual(taken);
    }
  });
  await Promise.all(workers);
}

describe.each(racers)('law 11: sequential meaning: what waits for a %s that is under way', (first) => {
  test('comes out as if it had come after it', async () => {
    await expectAsIfInTurn(racers.map((second) => ({ first, second })));
  });

  test('comes out as if it had come alone, when that one is undone', async () => {
    const seconds: Racer[] = ['spend', first];
    await expectAsIfInTurn(seconds.map((second) => ({ first, second, rollsBack: true })));
  });

  test('is settled by it, or settles itself, when grants and holds have ended', async () => {
    const seconds: Racer[] = first === 'sweep' ? racers : ['spend', 'sweep'];
    await expectAsIfInTurn(seconds.map((second) => ({ first, second, isDue: true })));
  });
});

describe.each(keyed)('law 5: idempotent: the key of a %s that is under way', (first) => {
  test('is a replay for the same request and a conflict for another', async () => {
    const seconds: Racer[] = first === 'spend' ? [...keyed] : ['spend', first];
    await expectAsIfInTurn(seconds.map((second) => ({ first, second, sameKey: true })));
  });
});
