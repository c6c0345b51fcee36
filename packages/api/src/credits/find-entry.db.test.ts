import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { findEntryOfAnybody } from './find-entry.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

test('an admin finds an entry by its id alone, whoever’s it is', async () => {
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const { own, userId } = await createAccount(database.db);
  const { entry } = await spendCredits(own, { userId, featureKey: 'ai_text_chat', idempotencyKey: 'one' });
  expect(await findEntryOfAnybody(admin.own, entry.id)).toEqual(entry);
  expect(await findEntryOfAnybody(admin.own, entry.id.toUpperCase())).toBeNull();
  await expect(findEntryOfAnybody(own, entry.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test.each(['', 'entry', '019a0000-0000-4000-8000-000000000000', 'ffffffff-ffff-7fff-bfff-ffffffffffff'])(
  'there is no entry “%s”',
  async (id) => {
    const admin = await createAccount(database.db, { role: 'ADMIN' });
    expect(await findEntryOfAnybody(admin.own, id)).toBeNull();
  },
);
