import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

it('a hash verifies its password only, and two hashes of one password differ', async () => {
  const [hash, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(hash).not.toBe(other);
  expect(await verifyPassword('correct horse', hash)).toBe(true);
  expect(await verifyPassword('correct house', hash)).toBe(false);
});

it('the same letters in another Unicode form are the same password', async () => {
  expect(await verifyPassword('cafe\u0301 noir', await hashPassword('café noir'))).toBe(true);
});

it.each([null, '', 'correct horse', 'bcrypt$1$1$1$a$b'])('no password verifies against %o', async (hash) => {
  expect(await verifyPassword('correct horse', hash)).toBe(false);
});
