import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * scrip_live_<32 random characters><6 characters of checksum>, after GitHub's token formats ("Behind GitHub's new
 * authentication token formats", GitHub Engineering, 2021): a prefix that no other text has lets scanners find leaked
 * keys, and the CRC32 in base62 lets them, and us, tell a key from a look-alike without asking a database.
 */
const PREFIX = 'scrip_live_';
/** 190 bits; the visible four leave 166. */
const RANDOM_LENGTH = 32;
const VISIBLE_LENGTH = 4;
const CHECKSUM_LENGTH = 6;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new secret, shown once. */
export function createSecret(): string {
  const random = Array.from({ length: RANDOM_LENGTH }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${PREFIX}${random}${checksumOf(PREFIX + random)}`;
}

/** Whether a text can be one of our keys at all. */
export function isWellFormed(secret: string): boolean {
  if (!form.test(secret)) return false;
  const body = secret.slice(0, -CHECKSUM_LENGTH);
  return checksumOf(body) === secret.slice(-CHECKSUM_LENGTH);
}

/** What may be shown of a secret: enough to recognise it by. */
export function visiblePrefixOf(secret: string): string {
  return secret.slice(0, PREFIX.length + VISIBLE_LENGTH);
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = `${alphabet[rest % alphabet.length]}${digits}`;
    rest = Math.floor(rest / alphabet.length);
  }
  return digits;
}
