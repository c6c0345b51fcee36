import type { Db } from '@scrip/database';

export function findRecipient(db: Db, userId: string) {
  return db.user.findUnique({ where: { id: userId }, select: { email: true, isActive: true } });
}
