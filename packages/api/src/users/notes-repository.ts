import type { Db } from '@scrip/database';

const columns = { id: true, authorId: true, text: true, createdAt: true } as const;
/** More than anybody reads. */
const MAX_NOTES = 500;

export function listNoteRows(db: Db, userId: string) {
  return db.userNote.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MAX_NOTES,
    select: columns,
  });
}

export function insertNote(
  db: Db,
  data: { userId: string; authorId: string; text: string; createdAt: Date },
) {
  return db.userNote.create({ data, select: columns });
}

export function findNote(db: Db, userId: string, id: string) {
  return db.userNote.findFirst({ where: { id, userId }, select: columns });
}

/** False: it is gone already. */
export async function deleteNote(db: Db, id: string): Promise<boolean> {
  return (await db.userNote.deleteMany({ where: { id } })).count === 1;
}
