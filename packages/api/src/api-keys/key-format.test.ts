import { expect, test } from 'vitest';
import { createKeyHasher } from './hash-secret.ts';
import { createSecret, isWellFormed, visiblePrefixOf } from './key-format.ts';

test('a new secret is well-formed, has the form that scanners look for, and is no other', () => {
  const secrets = Array.from({ length: 200 }, createSecret);
  for (const secret of secrets) {
    expect(secret).toMatch(/^scrip_live_[0-9A-Za-z]{38}$/);
    expect(isWellFormed(secret)).toBe(true);
  }
  expect(new Set(secrets).size).toBe(200);
});

test('the checksum is the CRC32 of what comes before it, in base62', () => {
  // Computed apart, with Python's binascii.
  expect(isWellFormed('scrip_live_Scrip0Scrip1Scrip2Scrip3Scrip4xY2y8Gb9')).toBe(true);
});

test.each([
  ['a changed character', (secret: string) => secret.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
  ['two swapped characters', (secret: string) => secret.replace(/^(.{20})(.)(.)/, '$1$3$2')],
  ['a character too few', (secret: string) => secret.slice(0, -1)],
  ['a character too many', (secret: string) => `${secret}0`],
  ['another prefix', (secret: string) => secret.replace('scrip_live_', 'scrip_test_')],
  ['a line break behind it', (secret: string) => `${secret}\n`],
  ['nothing', () => ''],
])('%s is seen without a look into the database', (_what, spoil) => {
  // Swapping two equal characters changes nothing.
  const secret = createSecret().replace(/^(.{20})../, '$1aB');
  expect(isWellFormed(spoil(secret))).toBe(false);
});

test('what is shown of a secret leaves at least 160 bits of it unknown', () => {
  const secret = createSecret();
  expect(secret.startsWith(visiblePrefixOf(secret))).toBe(true);
  const hidden = secret.length - visiblePrefixOf(secret).length - 6;
  expect(hidden * Math.log2(62)).toBeGreaterThan(160);
});

test('the hash of a secret depends on the secret of the server', () => {
  const secret = createSecret();
  expect(createKeyHasher('one')(secret)).toBe(createKeyHasher('one')(secret));
  expect(createKeyHasher('one')(secret)).not.toBe(createKeyHasher('other')(secret));
});
