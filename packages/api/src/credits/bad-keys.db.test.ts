import { createAccount, useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { spendMany } from './spend-many.ts';
import { chat } from './test-support/open-account.ts';
import { expectRefused } from './test-support/untouched.ts';
import { keyed, openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();
let account: Awaited<ReturnType<typeof openWithVerbs>>;
beforeAll(async () => {
  account = await openWithVerbs(database.db);
});

const badKeys: [string, unknown][] = [
  ['no key', undefined],
  ['null for a key', null],
  ['a number for a key', 7],
  ['an empty key', ''],
  ['a key of 256 characters', 'k'.repeat(256)],
  ['a key with a line feed', 'a\nb'],
  ['a key with U+0000', 'a\0b'],
  ['a key with a C1 control character', 'a\u0085b'],
  ['a key with half a character', 'a\ud800'],
];
const refusal = {
  code: 'INVALID_INPUT',
  details: { issues: [expect.objectContaining({ path: expect.stringMatching(/idempotencyKey$/) })] },
};

describe.each(badKeys)('law 5: idempotent: %s', (_name, idempotencyKey) => {
  test.each(keyed)('is refused by %s', async (verb) => {
    const { userId, verbs } = account;
    await expectRefused(database.db, userId, () => verbs[verb]({ idempotencyKey }), refusal);
  });

  test('is refused by spendMany, with the good spends beside it', async () => {
    const { userId, system } = account;
    const spends = [{ idempotencyKey: 'good' }, { idempotencyKey }].map((spend) => ({
      featureKey: chat,
      ...spend,
    }));
    // The types forbid these keys; callers without types send them all the same.
    const work = () => spendMany(system, { userId, spends } as never);
    await expectRefused(database.db, userId, work, refusal);
  });
});

test('keys that start with the system’s own prefix are refused to users and admins', async () => {
  const { userId, verbs, asAdmin, own } = account;
  for (const verb of keyed) {
    const ctx = verb === 'spend' ? own : asAdmin;
    const work = () => verbs[verb]({ idempotencyKey: 'scrip:start:grant' }, ctx);
    await expectRefused(database.db, userId, work, refusal);
  }
});

test('a key of 255 characters, of any script, is good for every verb', async () => {
  const { verbs, held } = await openWithVerbs(database.db);
  const key = (verb: string) => `🗝${verb}é`.padEnd(255, 'k');
  const { capture, release, ...others } = Object.fromEntries(keyed.map((verb) => [verb, verbs[verb]]));
  for (const [name, verb] of Object.entries(others)) {
    await expect(verb?.({ idempotencyKey: key(name) }), name).resolves.toMatchObject({ replayed: false });
  }
  await expect(release?.({ idempotencyKey: key('release') })).resolves.toMatchObject({ replayed: false });
  const captured = capture?.({ idempotencyKey: key('capture'), holdId: held.id });
  await expect(captured).rejects.toMatchObject({ code: 'HOLD_ENDED' });
});

test('every key that was used for one verb is a conflict for every other', async () => {
  const { verbs } = await openWithVerbs(database.db);
  await createAccount(database.db);
  for (const first of ['spend', 'grant', 'hold', 'extend', 'adjust'] as const) {
    const idempotencyKey = `used by ${first}`;
    await verbs[first]({ idempotencyKey });
    for (const verb of keyed.filter((other) => other !== first)) {
      await expect(verbs[verb]({ idempotencyKey }), `${first}, then ${verb}`).rejects.toMatchObject({
        code: 'CONFLICT',
        details: { fields: expect.arrayContaining([verb === 'schedule' ? 'startsAt' : 'verb']) },
      });
    }
  }
});
