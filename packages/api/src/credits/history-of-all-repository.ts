import type { Db } from '@scrip/database';
import { entriesOfAll } from './history-of-all-statement.ts';
import type { EntryRow } from './repository.ts';

export type RowOfAll = EntryRow & { userName: string | null; userEmail: string | null };

export function listEntriesOfAll(db: Db, ...asked: Parameters<typeof entriesOfAll>): Promise<RowOfAll[]> {
  return db.$queryRaw<RowOfAll[]>(entriesOfAll(...asked));
}
