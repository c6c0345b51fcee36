import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { backendUserShape } from './shapes/user.ts';
import type { OutboxMessage, UserRecord } from './store/state.ts';

function queueEvent(ctx: Context, type: OutboxMessage['type'], subjectId: string, data: object): void {
  const id = newId('msg');
  const event = {
    data,
    event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: '' } },
    instance_id: ctx.keys.instanceId,
    object: 'event',
    timestamp: ctx.now(),
    type,
  };
  // The body is fixed here: a delivery that is retried must carry the same bytes under the same id.
  ctx.store.outbox.set(id, { id, subjectId, type, payload: JSON.stringify(event) });
  ctx.store.touch();
  ctx.wakeWebhooks();
}

export function queueUserSaved(ctx: Context, type: 'user.created' | 'user.updated', user: UserRecord): void {
  queueEvent(ctx, type, user.id, backendUserShape(user, ctx.origins[0]));
}

export function queueUserDeleted(ctx: Context, userId: string): void {
  queueEvent(ctx, 'user.deleted', userId, { id: userId, object: 'user', deleted: true });
}
