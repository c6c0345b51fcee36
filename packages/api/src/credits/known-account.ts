import type { Db } from '@scrip/database';
import { notFound } from '../errors.ts';
import { findBalance } from './repository.ts';

/** Tells an account of which nothing is listed from one that does not exist. @throws NOT_FOUND. */
export async function requireKnown(db: Db, userId: string, listed: unknown[]): Promise<void> {
  if (listed.length === 0 && !(await findBalance(db, userId))) throw notFound('user');
}
