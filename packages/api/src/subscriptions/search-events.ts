import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { listEvents } from './repository.ts';
import { type ListEventsInput, SubscriptionEventItem } from './schema.ts';

const EventCursor = z.tuple([z.iso.datetime(), z.string()]);

/** Subscription events, newest first. @throws FORBIDDEN to non-admins, INVALID_INPUT for a foreign cursor. */
export async function searchEvents(ctx: ServiceContext, input: ListEventsInput) {
  requireAdmin(ctx);
  const { userId, planKey, eventType, cursor, limit } = input;
  const key = cursor ? decodeCursor(EventCursor, cursor) : null;
  const after = key && { occurredAt: new Date(key[0]), id: key[1] };
  const rows = await listEvents(ctx.db, { userId, planKey, eventType, after, take: limit + 1 });
  const items = rows.map((row) => SubscriptionEventItem.parse(row));
  return cutPage(items, limit, (event) => [event.occurredAt.toISOString(), event.id]);
}
