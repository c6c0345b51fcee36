import type { Db, Job, Prisma } from '@scrip/database';
import type { JobState } from './schema.ts';

/** One attempt at a job. Only who made the newest attempt may say what became of it. */
export type Claim = Pick<Job, 'id' | 'kind' | 'attempts' | 'maxAttempts'> & {
  runnerId: string;
  payload: unknown;
};

export async function insertJobOnce(db: Db, job: Prisma.JobCreateManyInput): Promise<boolean> {
  const { count } = await db.job.createMany({ data: job, skipDuplicates: true });
  return count === 1;
}

/** Jobs of one kind, one for each payload whose key no other job has; one statement for any number. */
export async function insertJobs(
  db: Db,
  jobs: {
    kind: string;
    ids: string[];
    keys: (string | null)[];
    payloads: unknown[];
    maxAttempts: number | null;
    dueAt: Date;
    createdAt: Date;
  },
): Promise<void> {
  const { kind, ids, keys, payloads, maxAttempts, dueAt, createdAt } = jobs;
  await db.$executeRaw`
    INSERT INTO "Job" ("id", "kind", "key", "payload", "dueAt", "maxAttempts", "createdAt")
    SELECT j."id", ${kind}, j."key", j."payload"::jsonb, ${dueAt}::timestamptz, ${maxAttempts}::int,
      ${createdAt}::timestamptz
    FROM unnest(${ids}::text[], ${keys}::text[], ${payloads.map((payload) => JSON.stringify(payload))}::text[])
      AS j("id", "key", "payload")
    ON CONFLICT ("key") DO NOTHING`;
}

/** Plans the job unless it is planned already; a changed interval holds from its next turn on, or sooner. */
export async function ensureRecurringJob(
  db: Db,
  { kind, everySeconds }: { kind: string; everySeconds: number },
  at: Date,
): Promise<void> {
  const key = `recurring:${kind}`;
  const inserted = await insertJobOnce(db, {
    kind,
    payload: {},
    key,
    dueAt: at,
    everySeconds,
    createdAt: at,
  });
  if (inserted) return;
  const changed = { key, everySeconds: { not: everySeconds } };
  await db.job.updateMany({ where: { ...changed, runnerId: null }, data: { everySeconds, dueAt: at } });
  await db.job.updateMany({ where: changed, data: { everySeconds } });
}

/**
 * Takes the jobs that have been due for longest, each for one attempt. A job whose runner let the lease pass is due
 * like any other. No two runners get the same one, and none waits for another.
 */
export function claimJobs(
  db: Db,
  claim: { runnerId: string; kinds: string[]; take: number; at: Date; leaseUntil: Date },
): Promise<Claim[]> {
  const { runnerId, kinds, take, at, leaseUntil } = claim;
  return db.$queryRaw<Claim[]>`
    WITH due AS MATERIALIZED (
      SELECT j."id" FROM "Job" j
      WHERE j."dueAt" <= ${at}::timestamptz AND j."kind" = ANY(${kinds}::text[])
      ORDER BY j."dueAt" LIMIT ${take}::int FOR UPDATE SKIP LOCKED
    )
    UPDATE "Job" j SET
      "attempts" = j."attempts" + 1, "runnerId" = ${runnerId}, "startedAt" = ${at}::timestamptz,
      "dueAt" = ${leaseUntil}::timestamptz
    FROM due WHERE j."id" = due."id"
    RETURNING j."id", j."kind", j."payload", j."attempts", j."maxAttempts", j."runnerId"`;
}

export async function renewLeases(db: Db, runnerId: string, ids: string[], leaseUntil: Date): Promise<void> {
  await db.job.updateMany({ where: { runnerId, id: { in: ids } }, data: { dueAt: leaseUntil } });
}

const newest = ({ id, runnerId, attempts }: Claim) => ({ id, runnerId, attempts });

export async function deleteClaimed(db: Db, claim: Claim): Promise<void> {
  await db.job.deleteMany({ where: newest(claim) });
}

/** Ends an attempt and leaves the job. */
export async function updateClaimed(
  db: Db,
  claim: Claim,
  data: Pick<Prisma.JobUpdateManyMutationInput, 'dueAt' | 'lastDurationMs'> &
    ({ doneAt: Date } | { lastError: string; deadAt: Date | null }),
): Promise<void> {
  const outcome = 'doneAt' in data ? { ...data, lastError: null, ...(data.dueAt && { attempts: 0 }) } : data;
  await db.job.updateMany({ where: newest(claim), data: { ...outcome, runnerId: null } });
}

export async function deleteDoneJobs(db: Db, kind: string, doneBefore: Date): Promise<void> {
  await db.job.deleteMany({ where: { kind, dueAt: null, doneAt: { lt: doneBefore } } });
}

export async function deleteDeadJobs(db: Db, deadBefore: Date): Promise<void> {
  await db.job.deleteMany({ where: { deadAt: { lt: deadBefore } } });
}

/** Nobody takes these: no process knows their kind any more. */
export async function deleteForgottenJobs(db: Db, dueBefore: Date): Promise<void> {
  await db.job.deleteMany({ where: { dueAt: { lt: dueBefore } } });
}

const listColumns = {
  id: true,
  kind: true,
  payload: true,
  key: true,
  dueAt: true,
  attempts: true,
  maxAttempts: true,
  runnerId: true,
  startedAt: true,
  lastError: true,
  lastDurationMs: true,
  doneAt: true,
  deadAt: true,
  createdAt: true,
} as const satisfies Prisma.JobSelect;

export type JobRow = Prisma.JobGetPayload<{ select: typeof listColumns }>;

const waits = { runnerId: null, dueAt: { not: null } };
const conditions = {
  waiting: { ...waits, attempts: 0 },
  running: { runnerId: { not: null } },
  failing: { ...waits, attempts: { gt: 0 } },
  dead: { deadAt: { not: null } },
  done: { dueAt: null, deadAt: null },
} as const satisfies Record<JobState, Prisma.JobWhereInput>;

const notRecurring = { everySeconds: null };

export function countJobs(db: Db, state: JobState): Promise<number> {
  return db.job.count({ where: { ...notRecurring, ...conditions[state] } });
}

export function findJob(db: Db, id: string): Promise<JobRow | null> {
  return db.job.findUnique({ where: { id }, select: listColumns });
}

/** Newest first, keyset by creation time and id; no states means all. */
export function listJobs(
  db: Db,
  page: { states: JobState[]; after: { createdAt: Date; id: string } | null; take: number },
): Promise<JobRow[]> {
  const { states, after, take } = page;
  const filters: Prisma.JobWhereInput[] = [notRecurring];
  if (states.length > 0) filters.push({ OR: states.map((state) => conditions[state]) });
  if (after) {
    const { createdAt, id } = after;
    filters.push({ OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] });
  }
  return db.job.findMany({
    where: { AND: filters },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    select: listColumns,
  });
}

export function listRecurringJobs(db: Db) {
  return db.job.findMany({
    where: { everySeconds: { not: null } },
    orderBy: { kind: 'asc' },
    select: {
      id: true,
      kind: true,
      everySeconds: true,
      runnerId: true,
      attempts: true,
      lastError: true,
      lastDurationMs: true,
      doneAt: true,
      dueAt: true,
    },
  });
}

export async function findOldestDue(db: Db): Promise<Date | null> {
  const job = await db.job.findFirst({
    where: { dueAt: { not: null } },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  });
  return job?.dueAt ?? null;
}

/** False when it runs or is done. */
export async function makeDue(db: Db, id: string, at: Date): Promise<boolean> {
  const waitsOrDead = { OR: [{ dueAt: { not: null } }, { deadAt: { not: null } }] };
  const { count } = await db.job.updateMany({
    where: { id, runnerId: null, ...waitsOrDead },
    data: { dueAt: at, deadAt: null, attempts: 0 },
  });
  return count === 1;
}

/** At once instead of at its next attempt, unless somebody runs it. */
export async function makeDueByKey(db: Db, key: string, at: Date): Promise<void> {
  await db.job.updateMany({ where: { key, runnerId: null, dueAt: { gt: at } }, data: { dueAt: at } });
}

/** False when it is not dead. */
export async function deleteDeadJob(db: Db, id: string): Promise<boolean> {
  const { count } = await db.job.deleteMany({ where: { id, deadAt: { not: null } } });
  return count === 1;
}

export async function deleteDeadJobsWithKeys(db: Db, keys: (string | null)[]): Promise<number> {
  const { count } = await db.job.deleteMany({
    where: { key: { in: keys.filter((key) => key !== null) }, deadAt: { not: null } },
  });
  return count;
}

export async function hasDueJob(db: Db, key: string): Promise<boolean> {
  const job = await db.job.findFirst({ where: { key, dueAt: { not: null } }, select: { id: true } });
  return job !== null;
}
