import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@scrip/database';
import type { Logger } from '../context.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { ClerkPlanSource } from '../plans/clerk-plan.ts';
import type { Storage } from '../storage/storage.ts';
import type { ClerkBilling } from '../subscriptions/clerk-billing.ts';
import type { ClerkInvitations } from '../users/clerk-invitations.ts';
import type { ClerkSessions } from '../users/clerk-sessions.ts';
import type { AnyJobKind } from './job-kind.ts';
import { type Claim, claimJobs, ensureRecurringJob, renewLeases } from './repository.ts';
import { runClaim } from './run-claim.ts';

export type JobRunnerOptions = {
  db: Database;
  logger: Logger;
  kinds: readonly AnyJobKind[];
  mailer: Mailer;
  clerkBilling?: ClerkBilling | undefined;
  clerkPlans?: ClerkPlanSource | undefined;
  clerkInvitations?: ClerkInvitations | undefined;
  clerkSessions?: ClerkSessions | undefined;
  adminEmails?: ReadonlySet<string> | undefined;
  storage?: Storage | undefined;
  /** Jobs that run at once in this process. */
  concurrency?: number;
  /** How often it looks for due jobs. */
  pollMs?: number;
  /** So long after a process has died its jobs go to another. */
  leaseMs?: number;
  /** How long stopping waits for running jobs. */
  patienceMs?: number;
  now?: () => Date;
};

const defaults = { concurrency: 4, pollMs: 1_000, leaseMs: 30_000, patienceMs: 8_000, now: () => new Date() };
/** For jobs that heed the signal to write down that they failed. */
const farewellMs = 500;

/**
 * Runs due jobs. Any number of processes may run one on the same database: a job is one runner's until its lease
 * passes, which the runner renews while it lives. Where the database cannot be reached it keeps looking.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions & typeof defaults;
  readonly #kinds: Map<string, AnyJobKind>;
  readonly #id = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #leaving = new AbortController();
  #arePlanned = false;
  #isReachable = true;
  #wake: () => void = () => undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(options: JobRunnerOptions) {
    this.#options = { ...defaults, ...options };
    this.#kinds = new Map(options.kinds.map((kind) => [kind.name, kind]));
  }

  start(): void {
    this.#loop = this.#work();
  }

  /** Takes no more jobs and lets those that run finish. What takes too long is told to abort, and repeated later. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    const ended = this.#loop.then(() => Promise.all(this.#running.values()));
    await Promise.race([ended, delay(this.#options.patienceMs, undefined, { ref: false })]);
    this.#leaving.abort();
    await Promise.race([ended, delay(farewellMs, undefined, { ref: false })]);
  }

  /** Runs everything that is due now, and what becomes due meanwhile, whatever the timers say. */
  async runDue(): Promise<void> {
    while ((await this.#take()) > 0) await Promise.all(this.#running.values());
  }

  async #work(): Promise<void> {
    const { pollMs, leaseMs } = this.#options;
    const renewal = setInterval(() => void this.#renew(), leaseMs / 3);
    while (!this.#stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#tryToTake();
      const enough = new AbortController();
      await Promise.race([woken, delay(pollMs, undefined, { signal: enough.signal }).catch(() => undefined)]);
      enough.abort();
    }
    void Promise.allSettled(this.#running.values()).then(() => clearInterval(renewal));
  }

  async #tryToTake(): Promise<void> {
    try {
      await this.#take();
      this.#isReachable = true;
    } catch (error) {
      if (this.#isReachable) this.#options.logger.warn({ error }, 'Looking for jobs failed; it goes on');
      this.#isReachable = false;
    }
  }

  async #take(): Promise<number> {
    const { db, now, concurrency, leaseMs } = this.#options;
    if (!this.#arePlanned) await this.#planRecurring();
    const take = concurrency - this.#running.size;
    if (take <= 0) return 0;
    const at = now();
    const leaseUntil = new Date(at.getTime() + leaseMs);
    const kinds = [...this.#kinds.keys()];
    const claims = await claimJobs(db, { runnerId: this.#id, kinds, take, at, leaseUntil });
    for (const claim of claims) this.#run(claim);
    return claims.length;
  }

  #run(claim: Claim): void {
    const { db, logger, mailer, now, leaseMs, storage } = this.#options;
    const { clerkBilling, clerkPlans, clerkInvitations, clerkSessions, adminEmails } = this.#options;
    const kind = this.#kinds.get(claim.kind);
    if (!kind) return;
    const clerk = { clerkBilling, clerkPlans, clerkInvitations, clerkSessions, adminEmails };
    const system = { principal: { kind: 'system' }, db, now, logger, storage, ...clerk } as const;
    const ctx = { ...system, mailer, jobId: claim.id, signal: this.#leaving.signal };
    const run = runClaim(ctx, kind, claim, { patienceMs: leaseMs }).finally(() => {
      this.#running.delete(claim.id);
      this.#wake();
    });
    this.#running.set(claim.id, run);
  }

  async #planRecurring(): Promise<void> {
    const { db, now } = this.#options;
    for (const { name, everySeconds } of this.#kinds.values())
      if (everySeconds !== null) await ensureRecurringJob(db, { kind: name, everySeconds }, now());
    this.#arePlanned = true;
  }

  async #renew(): Promise<void> {
    const { db, now, leaseMs, logger } = this.#options;
    if (this.#running.size === 0) return;
    const leaseUntil = new Date(now().getTime() + leaseMs);
    await renewLeases(db, this.#id, [...this.#running.keys()], leaseUntil).catch((error: unknown) =>
      logger.warn({ error }, 'Renewing the leases of running jobs failed; the next renewal tries again'),
    );
  }
}
