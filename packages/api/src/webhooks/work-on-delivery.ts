import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { asSystem, type ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { isBillingType, readBillingEvent } from '../subscriptions/clerk-event.ts';
import { closeAccount } from '../subscriptions/close-account.ts';
import { findSubscriber, recordBillingEvent } from '../subscriptions/record-billing-event.ts';
import { tellTrials } from '../subscriptions/tell-trials.ts';
import { syncIdentity } from '../users/provision-user.ts';
import { identityOfClerkUser } from './clerk-user.ts';
import {
  erasePayloads,
  findDelivery,
  hasOvertakingDelivery,
  lockDelivery,
  lockSubject,
  updateDelivery,
} from './repository.ts';
import { ClerkEvent, type Delivery, type DeliveryOutcome } from './schema.ts';

const userEvents = { types: ['user.created', 'user.updated'], finalTypes: ['user.deleted'] };
const Erased = z.strictObject({ erased: z.literal(true) });
const LONGEST_ERROR = 500;

/**
 * Gives a delivery its effect, once: the effect and the note that it was given are one transaction. When it throws,
 * nothing of it remains but the row, which says FAILED and why.
 *
 * @throws NOT_FOUND, ZodError for a body that is not what its type promises, and whatever made the work fail.
 */
export async function workOnDelivery(ctx: ServiceContext, id: string): Promise<void> {
  const delivery = await findDelivery(ctx.db, id);
  if (!delivery) throw notFound('delivery');
  if (isDone(delivery.status)) return;
  try {
    const work = await prepare(asSystem(ctx), delivery);
    await withTransaction(ctx.db, async (tx) => {
      const status = await lockDelivery(tx, id);
      if (status && isDone(status)) return;
      const outcome = await work(asSystem({ ...ctx, db: tx }));
      await updateDelivery(tx, id, {
        status: outcome.status,
        error: outcome.note ?? null,
        waitingFor: outcome.status === 'WAITING' ? outcome.waitingFor : null,
        processedAt: ctx.now(),
      });
      if (outcome.status === 'WAITING')
        ctx.logger.warn({ deliveryId: id, type: delivery.type }, outcome.note);
    });
  } catch (error) {
    const text = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    const failed = {
      status: 'FAILED',
      error: text.slice(0, LONGEST_ERROR),
      waitingFor: null,
      processedAt: null,
    } as const;
    await updateDelivery(ctx.db, id, failed);
    throw error;
  }
}

function isDone(status: string): boolean {
  return status === 'PROCESSED' || status === 'IGNORED';
}

type Work = (ctx: ServiceContext) => Promise<DeliveryOutcome>;

/** Reads the event, and asks Clerk what it leaves open: that must not happen inside the transaction. */
async function prepare(ctx: ServiceContext, delivery: Delivery): Promise<Work> {
  const { type, subjectId } = delivery;
  if (Erased.safeParse(delivery.payload).success) {
    return async () => ({ status: 'IGNORED', note: 'What it said was erased with its user.' });
  }
  const { data } = ClerkEvent.parse(delivery.payload);
  if (type === 'user.deleted' && subjectId) return (tx) => deleteUser(tx, subjectId);
  if (userEvents.types.includes(type)) return (tx) => changeUser(tx, delivery, data);
  if (!isBillingType(type))
    return async () => ({ status: 'IGNORED', note: 'Scrip has no use for this type.' });
  return prepareBilling(ctx, delivery, data);
}

async function deleteUser(ctx: ServiceContext, clerkUserId: string): Promise<DeliveryOutcome> {
  await lockSubject(ctx.db, clerkUserId);
  await closeAccount(ctx, clerkUserId);
  await erasePayloads(ctx.db, clerkUserId);
  return { status: 'PROCESSED' };
}

async function changeUser(ctx: ServiceContext, delivery: Delivery, data: unknown): Promise<DeliveryOutcome> {
  const identity = identityOfClerkUser(data);
  await lockSubject(ctx.db, identity.clerkUserId);
  if (await hasOvertakingDelivery(ctx.db, delivery, userEvents)) {
    return { status: 'IGNORED', note: 'A newer event about this user came first.' };
  }
  await syncIdentity(ctx, identity, { adminEmails: ctx.adminEmails ?? new Set() });
  return { status: 'PROCESSED' };
}

async function prepareBilling(ctx: ServiceContext, delivery: Delivery, data: unknown): Promise<Work> {
  const { id, type } = delivery;
  const occurredAt = delivery.occurredAt ?? ctx.now();
  const event = readBillingEvent(type, data, occurredAt);
  if (event.payer.isOrganization) {
    return async () => ({
      status: 'IGNORED',
      note: 'The payer is an organization; Scrip has plans for users only.',
    });
  }
  const payer = event.payer.clerkUserId;
  const ofPayer = { id, subjectId: payer, occurredAt: null };
  if (payer && (await hasOvertakingDelivery(ctx.db, ofPayer, userEvents))) {
    return async () => ({ status: 'IGNORED', note: 'This user was deleted.' });
  }
  const user = await findSubscriber(ctx, event);
  if (!user) {
    if (!payer) throw new Error('This event names no payer, and its subscription item is not known.');
    const note = `No user here has the Clerk id ${payer} yet.`;
    return async () => ({ status: 'WAITING', waitingFor: `user:${payer}`, note });
  }
  const snapshots = await tellTrials(ctx, user, event.snapshots);
  return async (tx) => {
    const unknownPlan = await recordBillingEvent(tx, user, { ...event, snapshots, id, type, occurredAt });
    if (unknownPlan === null) return { status: 'PROCESSED' };
    const note = `No plan here has the Clerk plan id ${unknownPlan} yet.`;
    return { status: 'WAITING', waitingFor: `plan:${unknownPlan}`, note };
  };
}
