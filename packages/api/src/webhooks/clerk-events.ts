import type { ServiceContext } from '../context.ts';
import { type ProvisionOptions, retireIdentity, syncIdentity } from '../users/provision-user.ts';
import { identityOfClerkUser } from './clerk-user.ts';
import { hasOvertakingDelivery } from './repository.ts';
import { ClerkEvent, type Delivery } from './schema.ts';
import { type DeliveryOutcome, receiveWebhook } from './service.ts';

const userEvents = { types: ['user.created', 'user.updated'], finalTypes: ['user.deleted'] };

/**
 * Takes over what Clerk says about users: exactly once per delivery id, and in the order of Clerk's own clock, since
 * deliveries overtake each other. An older event than one already handled, any event about a deleted user, and every
 * type that Scrip does not know are stored as IGNORED.
 *
 * @throws whatever made the handling fail; nothing of it remains, and the same delivery may be sent again.
 */
export async function receiveClerkEvent(
  ctx: ServiceContext,
  delivery: { id: string; event: unknown },
  options: ProvisionOptions,
): Promise<DeliveryOutcome | 'REPLAYED'> {
  const event = ClerkEvent.parse(delivery.event);
  const happenedAtMs = event.data.updated_at ?? event.timestamp;
  return receiveWebhook(
    ctx,
    {
      id: delivery.id,
      type: event.type,
      subjectId: event.data.id ?? null,
      occurredAt: happenedAtMs ? new Date(happenedAtMs) : null,
      payload: asJson(event),
    },
    (system, received) => applyEvent(system, received, event, options),
  );
}

async function applyEvent(
  ctx: ServiceContext,
  delivery: Delivery,
  event: ClerkEvent,
  options: ProvisionOptions,
): Promise<DeliveryOutcome> {
  if (event.type === 'user.deleted' && delivery.subjectId) {
    await retireIdentity(ctx, delivery.subjectId);
    return 'PROCESSED';
  }
  if (!userEvents.types.includes(event.type)) return 'IGNORED';
  if (await hasOvertakingDelivery(ctx.db, delivery, userEvents)) return 'IGNORED';
  await syncIdentity(ctx, identityOfClerkUser(event.data), options);
  return 'PROCESSED';
}

/** The event came as JSON; parsing a copy drops what only looks like it. */
function asJson(event: ClerkEvent): Delivery['payload'] {
  return JSON.parse(JSON.stringify(event));
}
