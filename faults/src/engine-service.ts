import { createEngine, type ServiceContext } from '@scrip/api/server';
import { closeDatabase, createDatabase, type Database } from '@scrip/database';
import { carryOut, type Service } from './service.ts';

/** Also the name by which the faults find our sessions in the server. */
export const applicationName = 'scrip-faults';

export type EngineOptions = { connectionString: string; adminId: string };

/** The engine as a server process has it: its pool, its queue, its price cache, all with the product's settings. */
export function openEngineService(options: EngineOptions): Service & { db: Database } {
  const { connectionString, adminId } = options;
  const db = createDatabase({ connectionString, applicationName });
  const engine = createEngine({ db });
  const system: ServiceContext = {
    principal: { kind: 'system' },
    db,
    now: () => new Date(),
    logger: { info: ignore, warn: ignore, error: ignore },
    engine,
  };
  const admin = { kind: 'user', userId: adminId, clerkUserId: adminId, role: 'ADMIN' } as const;
  return {
    db,
    call: (request) => carryOut({ system, admin }, request),
    async close() {
      await engine.close();
      await closeDatabase(db);
    },
  };
}

function ignore(): void {}
