import type { BlockList } from 'node:net';
import { type Database, listenTo } from '@scrip/database';
import type { ApiKeyPrincipal, Logger } from '../context.ts';
import { DomainError } from '../errors.ts';
import { type CallSite, refuseOtherSites, toAddressList } from './call-site.ts';
import type { HashApiKey } from './hash-secret.ts';
import { isWellFormed } from './key-format.ts';
import { type CheckedRow, findKeyByHash, keysChannel, updateLastUsed } from './repository.ts';
import { ApiKeyScope } from './scopes.ts';

type Known = { row: CheckedRow; addresses: BlockList | null; scopes: ApiKeyScope[]; loadedAtMs: number };

export type ApiKeyGateOptions = {
  db: Database;
  hash: HashApiKey;
  now: () => Date;
  logger: Logger;
  /** How old a look at a key may be although no change was told; a bound for connections that break unseen. */
  maxAgeMs?: number;
  /** How often the last use of keys is written. */
  flushMs?: number;
};

const MAX_KNOWN = 10_000;
const defaults = { maxAgeMs: 5_000, flushMs: 60_000 };

/**
 * Tells who calls with an API key. What it has looked up once it knows until a process tells of a change; while it
 * cannot be told, it looks at every call anew.
 */
export class ApiKeyGate {
  readonly #options: Required<ApiKeyGateOptions>;
  readonly #known = new Map<string, Known>();
  readonly #listener: { close(): Promise<void> };
  readonly #timer: NodeJS.Timeout;
  #isListening = false;
  /** Counts whatever makes what is known out of date: a look that began before must not be kept. */
  #generation = 0;
  #uses = new Map<string, Date>();

  constructor(options: ApiKeyGateOptions) {
    this.#options = { ...defaults, ...options };
    this.#listener = listenTo(options.db, keysChannel, {
      onNotification: () => this.#forget(),
      onUp: () => this.#forget(true),
      onDown: () => this.#forget(false),
    });
    this.#timer = setInterval(() => void this.#writeUses(), this.#options.flushMs);
    this.#timer.unref();
  }

  /** Whether this process can be told of changes now, and so may rely on what it knows. */
  get isListening(): boolean {
    return this.#isListening;
  }

  /**
   * `beforeLookup` runs before the database is asked for a key that this process does not know.
   * @throws UNAUTHENTICATED (malformed, unknown, revoked, expired), ACCOUNT_INACTIVE, FORBIDDEN (other origin or address).
   */
  async authenticate(
    secret: string,
    site: CallSite,
    beforeLookup?: () => Promise<void>,
  ): Promise<ApiKeyPrincipal> {
    if (!isWellFormed(secret)) {
      throw refused('malformed', 'This is not an API key of Scrip, or it was not copied whole.');
    }
    const hash = this.#options.hash(secret);
    const { row, addresses, scopes } = this.#recall(hash) ?? (await this.#look(hash, beforeLookup));
    const at = this.#options.now();
    refuseEnded(row, hash, at);
    refuseOtherSites({ allowedOrigins: row.allowedOrigins, addresses }, site);
    this.#uses.set(row.id, at);
    const { id: keyId, userId, rateLimitPerMinute: callsPerMinute, allowedOrigins } = row;
    return { kind: 'apiKey', keyId, userId, scopes, callsPerMinute, allowedOrigins };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([this.#listener.close(), this.#writeUses()]);
  }

  #forget(isListening = this.#isListening): void {
    this.#isListening = isListening;
    this.#generation += 1;
    this.#known.clear();
  }

  #recall(hash: string): Known | undefined {
    const known = this.#known.get(hash);
    if (!known || performance.now() - known.loadedAtMs > this.#options.maxAgeMs) return undefined;
    return known;
  }

  async #look(hash: string, beforeLookup?: () => Promise<void>): Promise<Known> {
    await beforeLookup?.();
    const generation = this.#generation;
    const loadedAtMs = performance.now();
    const row = await findKeyByHash(this.#options.db, hash);
    if (!row) throw refused('unknown', 'There is no such API key.');
    const scopes = row.scopes.flatMap((scope) => ApiKeyScope.safeParse(scope).data ?? []);
    const known = { row, addresses: toAddressList(row.allowedAddresses), scopes, loadedAtMs };
    if (this.#isListening && generation === this.#generation) {
      if (this.#known.size >= MAX_KNOWN) this.#known.clear();
      this.#known.set(hash, known);
    }
    return known;
  }

  async #writeUses(): Promise<void> {
    if (this.#uses.size === 0) return;
    const uses = this.#uses;
    this.#uses = new Map();
    try {
      await updateLastUsed(this.#options.db, uses);
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'The last use of API keys could not be written');
    }
  }
}

function refuseEnded(row: CheckedRow, hash: string, at: Date): void {
  if (row.revokedAt) throw refused('revoked', 'This API key was revoked.');
  const endsAt = row.keyHash === hash ? row.expiresAt : earlier(row.previousEndsAt, row.expiresAt);
  if (endsAt && endsAt <= at) throw refused('expired', 'This API key has expired.');
  if (row.user && !row.user.isActive) {
    throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
  }
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a && b ? new Date(Math.min(a.getTime(), b.getTime())) : (a ?? b);
}

function refused(
  reason: 'malformed' | 'unknown' | 'revoked' | 'expired',
  message: string,
): DomainError<'UNAUTHENTICATED'> {
  return new DomainError('UNAUTHENTICATED', message, { reason });
}
