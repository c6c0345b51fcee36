import type { Db } from '@scrip/database';
import { type AllPosition, allLines, userLines } from './export-statement.ts';

export type LinesPage<Position> = { lines: string | null; count: number; last: Position | null };

export async function readUserLines(
  db: Db,
  ...asked: Parameters<typeof userLines>
): Promise<LinesPage<number>> {
  const [row] = await db.$queryRaw<{ lines: string | null; lastSeq: number | null; count: number }[]>(
    userLines(...asked),
  );
  return { lines: row?.lines ?? null, count: row?.count ?? 0, last: row?.lastSeq ?? null };
}

export async function readAllLines(
  db: Db,
  ...asked: Parameters<typeof allLines>
): Promise<LinesPage<AllPosition>> {
  const [row] = await db.$queryRaw<LinesPage<AllPosition>[]>(allLines(...asked));
  return row ?? { lines: null, count: 0, last: null };
}
