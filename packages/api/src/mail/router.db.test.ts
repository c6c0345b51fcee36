import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { BalanceFeed } from '../credits/balance-feed.ts';
import { createPlaygroundModels } from '../playground/models.ts';
import { createCaller } from '../root.ts';
import { localMailer } from './test-support.ts';

const database = useTestDatabase();

test('admins read local mail, page by page, and see how mail leaves; users may not', async () => {
  const mailer = localMailer();
  const callerOf = ({ own }: TestAccount) =>
    createCaller({
      ...own,
      requestId: 'test',
      balanceFeed: new BalanceFeed({ db: database.db, logger: own.logger }),
      playgroundModels: createPlaygroundModels({}),
      mailer,
    }).mail;
  const ids = [1, 2, 3].map((msecs) => uuidv7({ msecs }));
  const mail = { to: 'ada@example.com', text: 'Hello.\n', html: '<p>Hello.</p>' };
  for (const id of ids) await mailer.send({ ...mail, id, subject: `Mail ${id}` });

  const admin = callerOf(await createAccount(database.db, { role: 'ADMIN', credits: 0 }));
  expect(await admin.state()).toEqual({ from: mailer.from, smtpHost: null });
  const first = await admin.list({ limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  const rest = await admin.list({ limit: 2, cursor: first.nextCursor });
  expect(rest).toMatchObject({ items: [{ id: ids[0] }], nextCursor: null });
  expect(await admin.get({ id: ids[0] ?? '' })).toMatchObject({ ...mail, id: ids[0] });
  await expect(admin.get({ id: uuidv7() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(admin.get({ id: '../../etc/passwd' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });

  const user = callerOf(await createAccount(database.db, { credits: 0 }));
  const calls = [user.state(), user.list({}), user.get({ id: ids[0] ?? '' })];
  for (const outcome of await Promise.allSettled(calls))
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
});
