import { type Database, withTransaction } from '@scrip/database';
import type { Logger } from '../context.ts';
import { type FindingChanges, logChanges, recordFindings } from './findings.ts';
import { cancelStatement, getTransactionId, lockState, updateState } from './repository.ts';
import { walkAccounts } from './walk.ts';

export type AuditorLoopOptions = {
  db: Database;
  logger: Logger;
  /** Users that one slice audits. */
  sliceUsers?: number;
  /** The rest between two slices, of all processes on this database together. */
  intervalMs?: number;
  now?: () => Date;
  /** Called after each slice that this process audited. */
  onSlice?: (slice: AuditedSlice) => void;
};

export type AuditedSlice = { usersAudited: number; isPassComplete: boolean };

/** What a turn did, and how long to wait for the next; null: another process has the turn, or has just had it. */
export type AuditorTurn = { slice: AuditedSlice | null; restMs: number };

/** A slice that met large accounts is followed by a longer rest: auditing takes at most this share of the time. */
const largestShare = 0.05;
/** A slice may read one account with millions of entries; its transaction holds nothing but the auditor's own row. */
const patience = { maxWait: 10_000, timeout: 15 * 60_000 };

/**
 * Audits all users over and over, a slice at a time. Any number of processes may run one: they share the walk and its
 * pace, and no slice is audited by two. Deviations are stored, and logged as errors when they are new or changed.
 */
export class AuditorLoop {
  readonly #options: Required<AuditorLoopOptions>;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #turn: Promise<void> = Promise.resolve();
  #transactionId: string | null = null;

  constructor(options: AuditorLoopOptions) {
    this.#options = {
      sliceUsers: 200,
      intervalMs: 10_000,
      now: () => new Date(),
      onSlice: () => undefined,
      ...options,
    };
  }

  start(): void {
    this.#wait(this.#options.intervalMs);
  }

  /** Resolves when the turn that is under way, if any, has ended. What it has not finished is audited again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer) clearTimeout(this.#timer);
    // A statement on a large account may take longer than anybody waits for a process to end. Where the server cannot
    // be reached the turn fails by itself.
    if (this.#transactionId !== null)
      await cancelStatement(this.#options.db, this.#transactionId).catch(() => undefined);
    await this.#turn;
  }

  /** One turn now, whatever the timer says. Another process that works at the same time leaves nothing to do. */
  async takeTurn(): Promise<AuditorTurn> {
    const { db, logger, intervalMs, onSlice } = this.#options;
    const changes: FindingChanges[] = [];
    const turn = await withTransaction(
      db,
      (tx) =>
        this.#audit(tx, changes).finally(() => {
          this.#transactionId = null;
        }),
      patience,
    );
    for (const change of changes) logChanges(logger, change);
    if (turn?.slice) onSlice(turn.slice);
    return turn ?? { slice: null, restMs: intervalMs };
  }

  #wait(restMs: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#turn = this.#takeTurnAndWait();
    }, restMs);
    this.#timer.unref();
  }

  async #takeTurnAndWait(): Promise<void> {
    const { logger, intervalMs } = this.#options;
    let restMs = intervalMs;
    try {
      ({ restMs } = await this.takeTurn());
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      logger.warn({ error }, 'A slice of the audit failed; the next turn repeats it');
    }
    this.#wait(restMs);
  }

  async #audit(tx: Parameters<typeof lockState>[0], changes: FindingChanges[]): Promise<AuditorTurn | null> {
    const { sliceUsers, intervalMs, now } = this.#options;
    const state = await lockState(tx);
    if (!state) return null;
    const at = now();
    const restLeftMs = (state.nextSliceAt?.getTime() ?? 0) - at.getTime();
    if (restLeftMs > 0) return { slice: null, restMs: Math.min(restLeftMs, intervalMs) };
    this.#transactionId = await getTransactionId(tx);
    if (this.#stopping.signal.aborted) return null;

    const startedMs = performance.now();
    const slice = { afterUserId: state.afterUserId, usersAudited: 0, isPassComplete: false };
    const walk = { afterUserId: state.afterUserId, maxUsers: sliceUsers };
    for await (const { userIds, deviations, isLast } of walkAccounts(tx, walk)) {
      changes.push(await recordFindings(tx, userIds, deviations, at));
      slice.usersAudited += userIds.length;
      slice.afterUserId = userIds.at(-1) ?? slice.afterUserId;
      slice.isPassComplete = isLast;
      if (this.#stopping.signal.aborted) break;
    }
    const restMs = Math.max(intervalMs, (performance.now() - startedMs) / largestShare);
    const usersAudited = state.usersAudited + slice.usersAudited;
    await updateState(tx, {
      nextSliceAt: new Date(now().getTime() + restMs),
      passStartedAt: slice.isPassComplete ? null : (state.passStartedAt ?? at),
      ...(slice.isPassComplete
        ? { afterUserId: null, usersAudited: 0, lastPassAt: at, lastPassUsers: usersAudited }
        : { afterUserId: slice.afterUserId, usersAudited }),
    });
    return { slice: { usersAudited: slice.usersAudited, isPassComplete: slice.isPassComplete }, restMs };
  }
}
