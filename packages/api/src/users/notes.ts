import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { deleteNote, findNote, insertNote, listNoteRows } from './notes-repository.ts';
import { AddNoteInput, RemoveNoteInput, type UserNote } from './notes-schema.ts';
import { findUser, listPeople } from './repository.ts';

/** What admins wrote about a user, newest first. @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function listNotes(ctx: ServiceContext, userId: string): Promise<UserNote[]> {
  requireAdmin(ctx);
  if (!(await findUser(ctx.db, userId))) throw notFound('user');
  const rows = await listNoteRows(ctx.db, userId);
  const authors = rows.map(({ authorId }) => authorId);
  const people = new Map((await listPeople(ctx.db, authors)).map((person) => [person.id, person]));
  return rows.map(({ authorId, ...note }) => ({ ...note, author: people.get(authorId) ?? null }));
}

/** Audited. @throws NOT_FOUND, INVALID_INPUT, FORBIDDEN to non-admins. */
export async function addNote(ctx: ServiceContext, input: AddNoteInput): Promise<UserNote> {
  const { userId: authorId } = requireAdmin(ctx);
  const { userId, text } = parseInput(AddNoteInput, input);
  return withTransaction(ctx.db, async (tx) => {
    if (!(await findUser(tx, userId))) throw notFound('user');
    const { id, createdAt } = await insertNote(tx, { userId, authorId, text, createdAt: ctx.now() });
    const after = { noteId: id, text };
    await recordAudit(
      { ...ctx, db: tx },
      { action: 'users.addNote', targetType: 'user', targetId: userId, after },
    );
    const [author = null] = await listPeople(tx, [authorId]);
    return { id, text, createdAt, author };
  });
}

/** The audit keeps what it said. @throws NOT_FOUND, INVALID_INPUT, FORBIDDEN to non-admins. */
export async function removeNote(ctx: ServiceContext, input: RemoveNoteInput): Promise<void> {
  requireAdmin(ctx);
  const { userId, id, reason } = parseInput(RemoveNoteInput, input);
  await withTransaction(ctx.db, async (tx) => {
    const note = await findNote(tx, userId, id);
    if (!note || !(await deleteNote(tx, id))) throw notFound('note');
    const before = { noteId: id, text: note.text, authorId: note.authorId };
    await recordAudit(
      { ...ctx, db: tx },
      { action: 'users.removeNote', targetType: 'user', targetId: userId, reason, before },
    );
  });
}
