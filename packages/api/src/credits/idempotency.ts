import { hash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';

/** The verb and every field that decides what a request does; `undefined` and absent are the same. */
export type RequestFields = Record<string, unknown>;

function digest(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'base64url').slice(0, 16);
}

/**
 * One digest of 96 bits per field, e.g. `details=Rw2…;featureKey=9aQ…`: equal for equal requests, and a difference
 * names its field without the request being stored.
 */
export function hashRequest(fields: RequestFields): string {
  return Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .sort()
    .map((name) => `${name}=${digest(fields[name])}`)
    .join(';');
}

function parseHash(hash: string): Map<string, string> {
  const pairs = hash.split(';').map((part) => part.split('='));
  return new Map(pairs.map(([name = '', value = '']) => [name, value]));
}

/** The names of the fields in which two requests differ, sorted; empty for a replay. */
export function differingFields(storedHash: string, requestHash: string): string[] {
  const stored = parseHash(storedHash);
  const requested = parseHash(requestHash);
  const names = new Set([...stored.keys(), ...requested.keys()]);
  return [...names].filter((name) => stored.get(name) !== requested.get(name)).sort();
}
