import type { WebhookEvent } from '@clerk/backend';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { backendUserShape } from './shapes/user.ts';
import type { UserRecord } from './store/state.ts';

export type NewEvent = { type: WebhookEvent['type']; subjectId: string; data: object; at: number };

/** Puts an event that happened `at` into the outbox. */
export function queueEvent(ctx: Context, { type, subjectId, data, at }: NewEvent): void {
  const id = newId('msg');
  const event = {
    data,
    event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: '' } },
    instance_id: ctx.keys.instanceId,
    object: 'event',
    timestamp: at,
    type,
  };
  // The body is fixed here: a delivery that is retried must carry the same bytes under the same id.
  const payload = JSON.stringify(event);
  ctx.store.outbox.set(id, {
    id,
    subjectId,
    type,
    payload,
    queuedAt: ctx.now(),
    notBefore: 0,
    attempts: [],
  });
  ctx.store.touch();
  ctx.wakeWebhooks();
}

export function queueUserSaved(ctx: Context, type: 'user.created' | 'user.updated', user: UserRecord): void {
  queueEvent(ctx, {
    type,
    subjectId: user.id,
    data: backendUserShape(user, ctx.origins[0]),
    at: ctx.now(),
  });
}

export function queueUserDeleted(ctx: Context, userId: string): void {
  const data = { id: userId, object: 'user', deleted: true };
  queueEvent(ctx, { type: 'user.deleted', subjectId: userId, data, at: ctx.now() });
}
