import type { Db } from '@scrip/database';
import { movementsStatement } from './movements-statement.ts';
import type { MovementsOfAll } from './schema.ts';

type Row = Record<keyof MovementsOfAll, bigint>;

export async function readMovements(db: Db, period: { from: Date; to: Date }): Promise<MovementsOfAll> {
  const [row] = await db.$queryRaw<Row[]>(movementsStatement(period));
  return {
    grantedCredits: Number(row?.grantedCredits ?? 0),
    expiredCredits: Number(row?.expiredCredits ?? 0),
    adjustedCredits: Number(row?.adjustedCredits ?? 0),
    outstandingCredits: Number(row?.outstandingCredits ?? 0),
  };
}
