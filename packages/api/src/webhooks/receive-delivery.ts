import type { ServiceContext } from '../context.ts';
import { keepDelivery } from './keep-deliveries.ts';
import { ClerkEvent } from './schema.ts';

export type Reception = 'ACCEPTED' | 'REPLAYED' | 'MALFORMED';

/**
 * Keeps a verified delivery, and a job that works on it, in one transaction: once this resolves, nothing that happens
 * later loses the event, and the sender may be answered. The same delivery again is kept once. A body that is no event
 * is kept as FAILED with what is wrong with it; sending it again would not help, so it is no error.
 */
export async function receiveDelivery(
  ctx: ServiceContext,
  { id, body }: { id: string; body: unknown },
): Promise<Reception> {
  const receivedAt = ctx.now();
  const payload = toStorable(body);
  const parsed = ClerkEvent.safeParse(JSON.parse(payload));
  if (!parsed.success) {
    const error = 'This is not an event of Clerk: it has no type or no data.';
    const isNew = await keepDelivery(ctx, {
      id,
      type: 'unknown',
      subjectId: null,
      occurredAt: null,
      payload,
      status: 'FAILED',
      error,
      receivedAt,
    });
    ctx.logger.warn({ deliveryId: id }, 'A signed delivery is no event of Clerk; it is kept as failed');
    return isNew ? 'MALFORMED' : 'REPLAYED';
  }
  const { type, timestamp, data } = parsed.data;
  // Users carry the instant of their change; everything else is as old as its event.
  const happenedAtMs = type.startsWith('user.')
    ? (data.updated_at ?? timestamp)
    : (timestamp ?? data.updated_at);
  const occurredAt = toInstant(happenedAtMs);
  const subjectId = data.id?.slice(0, 255) ?? null;
  const isNew = await keepDelivery(ctx, {
    id,
    type,
    subjectId,
    occurredAt,
    payload,
    status: 'RECEIVED',
    error: null,
    receivedAt,
  });
  return isNew ? 'ACCEPTED' : 'REPLAYED';
}

function toInstant(ms: number | null | undefined): Date | null {
  if (!ms) return null;
  const instant = new Date(ms);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** Half a surrogate pair or U+0000, as JSON writes them: PostgreSQL takes neither. */
const refused = /\\u(0000|d[89a-f])/i;

/** An object as JSON that PostgreSQL takes. */
function toStorable(body: unknown): string {
  const value = typeof body === 'object' && body !== null ? body : { body: body ?? null };
  const text = JSON.stringify(value);
  if (!refused.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '\uFFFD').toWellFormed() : part,
  );
}
