import { useTestDatabase } from '@scrip/testing';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashApiKey } from '../api-keys/test-support.ts';
import type { ServiceContext } from '../context.ts';
import { BalanceFeed } from '../credits/balance-feed.ts';
import { localMailer } from '../mail/test-support.ts';
import { createPlaygroundModels } from '../playground/models.ts';
import { appRouter, createCaller } from '../root.ts';
import type { BlobStore, StorageProvider } from '../storage/stores/blob-store.ts';
import { useStore } from '../storage/stores/test-support/use-stores.ts';
import { storageOn } from '../storage/test-support/stage.ts';
import type { ProcedureMeta } from '../trpc.ts';
import { adminChanges, lookingOnly, setStage } from './test-support/admin-changes.ts';

const database = useTestDatabase();
const files = useStore('local');

// At run time procedures stand flat under their paths; their type is nested like the routers.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string; meta?: ProcedureMeta } }
>;
// What has a scope is for API keys alone.
const mutations = Object.keys(procedures).filter((path) => {
  const { type, meta } = procedures[path]?._def ?? {};
  return type === 'mutation' && !meta?.scope;
});

function callerOf(own: ServiceContext) {
  const balanceFeed = new BalanceFeed({ db: database.db, logger: own.logger });
  const playgroundModels = createPlaygroundModels({});
  const clerkBilling = {
    getSubscription: async () => null,
    listUsers: async () => ({ users: [], total: 0 }),
    cancelItem: async () => undefined,
  };
  const clerkInvitations = { invite: () => Promise.reject(new Error('not now')), list: async () => [] };
  const { store } = files;
  const storage = {
    ...storageOn(store),
    stores: new Map<StorageProvider, BlobStore>([
      ['local', store],
      ['s3', { ...store, provider: 's3' }],
    ]),
  };
  const outside = { storage, clerkInvitations, clerkBilling };
  const request = { requestId: 'request-1', address: '192.0.2.7', hashApiKey, ...outside };
  return createCaller({ ...own, ...request, balanceFeed, mailer: localMailer(), playgroundModels });
}

/** Calls a procedure by its path, with nothing: whoever may not call it is refused before its input is looked at. */
async function isForAdmins(path: string, own: ServiceContext): Promise<boolean> {
  const [noun, verb] = path.split('.');
  const call = Reflect.get(Reflect.get(callerOf(own), noun ?? ''), verb ?? '');
  return call({}).then(
    () => false,
    (error: { code?: string }) => error.code === 'FORBIDDEN',
  );
}

/** Every row of every table, as one digest per table. */
async function readEverything(): Promise<Record<string, string>> {
  const { db } = database;
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await db.$queryRawUnsafe<{ digest: string }[]>(
      `SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
    );
    digests[name] = row?.digest ?? '';
  }
  return digests;
}

beforeAll(async () => {
  await database.db.$executeRaw`
    CREATE FUNCTION break_audit() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the audit log is broken'; END $$`;
});

const breakAudit = () =>
  database.db.$executeRaw`CREATE TRIGGER broken BEFORE INSERT ON "AuditLog" EXECUTE FUNCTION break_audit()`;

afterEach(async () => {
  await database.db.$executeRaw`DROP TRIGGER IF EXISTS broken ON "AuditLog"`;
});

test('every mutation that only admins may call is known here, or is known to change nothing', async () => {
  const { user } = await setStage(database.db);
  const forAdmins: string[] = [];
  for (const path of mutations) if (await isForAdmins(path, user.own)) forAdmins.push(path);
  expect(forAdmins.toSorted()).toEqual([...Object.keys(adminChanges), ...lookingOnly].toSorted());
});

describe.each(Object.entries(adminChanges))('%s', (_, prepare) => {
  test('leaves one trace with actor, request and address, and without the audit row does not happen', async () => {
    const stage = await setStage(database.db);
    const change = await prepare(stage);
    const caller = callerOf(stage.admin.own);
    await breakAudit();
    const before = await readEverything();
    await expect(change(caller)).rejects.toThrow();
    expect(await readEverything()).toEqual(before);

    await database.db.$executeRaw`DROP TRIGGER broken ON "AuditLog"`;
    const known = await database.db.auditLog.findMany({ select: { id: true } });
    await change(caller);
    const rows = await database.db.auditLog.findMany({ where: { id: { notIn: known.map(({ id }) => id) } } });
    expect(rows.length).toBeGreaterThan(0);
    const trace = { userId: stage.admin.userId, requestId: 'request-1', address: '192.0.2.7' };
    expect(rows).toEqual(rows.map((row) => expect.objectContaining({ ...trace, id: row.id })));
  });
});
