import type { Database } from '@scrip/database';
import { asSystem, type ServiceContext } from '../context.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { createEngine } from '../engine.ts';
import { isDomainError } from '../errors.ts';
import { ensureFeatureCatalogue } from '../settings/service.ts';
import { applyManual } from '../subscriptions/record-manual.ts';
import { provisionUser } from '../users/provision-user.ts';
import type { Identity } from '../users/schema.ts';
import { adminPersona, otherPersonas, type Persona, userPersona } from './personas.ts';
import { countUsers, insertDemoPlans, markAdmin } from './repository.ts';
import { type DemoEvent, planTimeline } from './timeline.ts';

export type DemoAccounts = { admin: Identity; user: Identity };

const noAdmins = { adminEmails: new Set<string>() };
/** Spends of one account that are under way at once. */
const maxConcurrentSpends = 50;

/** True while nobody has an account. */
export async function hasNoUsers(ctx: ServiceContext): Promise<boolean> {
  return (await countUsers(ctx.db)) === 0;
}

/**
 * Fills an empty database with three plans, a dozen users and 90 days of usage, so that no screen is empty. Every
 * credit goes through the real verbs, with the clock set to the day it happened. The ten others besides the two given
 * accounts exist only here: nobody can sign in as them.
 *
 * @throws Error when the database has users already; a failure half-way leaves users behind.
 */
export async function loadDemoData(
  ctx: ServiceContext & { db: Database },
  accounts: DemoAccounts,
  onProgress: (message: string) => void = () => undefined,
): Promise<void> {
  if (!(await hasNoUsers(ctx))) {
    throw new Error('Demo data goes into an empty database only, and this one has users.');
  }
  const engine = createEngine({ db: ctx.db, deadlineMs: 120_000 });
  const system = asSystem({ ...ctx, engine });
  const now = ctx.now();
  await ensureFeatureCatalogue(system);
  await insertDemoPlans(ctx.db, now);

  const people: [Persona, Identity][] = [
    [adminPersona, accounts.admin],
    [userPersona, accounts.user],
    ...otherPersonas.map((persona): [Persona, Identity] => [persona, identityOf(persona)]),
  ];
  let done = 0;
  await Promise.all(
    people.map(async ([persona, identity], index) => {
      const userId = await loadPersona(system, persona, identity, 1_871 + index);
      if (persona === adminPersona) await markAdmin(ctx.db, userId, now);
      done += 1;
      onProgress(`${done} of ${people.length} demo accounts`);
    }),
  );
  await engine.close();
}

function identityOf(persona: Persona): Identity {
  const { key, name } = persona;
  return { clerkUserId: `user_demo_${key}`, verifiedEmail: `${key}@example.com`, name };
}

async function loadPersona(
  ctx: ServiceContext,
  persona: Persona,
  identity: Identity,
  seed: number,
): Promise<string> {
  const events = planTimeline(persona, ctx.now(), seed);
  const startedAt = events[0]?.at ?? ctx.now();
  const user = await provisionUser({ ...ctx, now: () => startedAt }, identity, noAdmins);
  for (const group of groupEvents(events)) {
    await Promise.all(group.map((event) => applyEvent({ ...ctx, now: () => event.at }, user, event)));
  }
  return user.userId;
}

/** Spends that nothing else depends on go together; their order is kept by the queue. */
function groupEvents(events: DemoEvent[]): DemoEvent[][] {
  const groups: DemoEvent[][] = [];
  let isOpen = false;
  for (const event of events) {
    const last = groups.at(-1);
    if (isOpen && last && event.kind === 'spend' && last.length < maxConcurrentSpends) last.push(event);
    else groups.push([event]);
    isOpen = event.kind === 'spend' && !event.refunded;
  }
  return groups;
}

async function applyEvent(
  ctx: ServiceContext,
  user: { userId: string; clerkUserId: string },
  event: DemoEvent,
): Promise<void> {
  const { userId } = user;
  const request = { userId, idempotencyKey: `demo-${event.key}` };
  if (event.kind === 'subscription') {
    const { snapshot, eventType } = event;
    const id = `${event.key}:${snapshot.itemId}`;
    const told = { id, eventType, snapshot, metadata: { demo: true } };
    return applyManual(ctx, user, told);
  }
  if (event.kind === 'pack') {
    await grantCredits(ctx, { ...request, source: 'PURCHASE', amountCredits: event.amountCredits });
    return;
  }
  try {
    const { entry } = await spendCredits(ctx, {
      ...request,
      featureKey: event.featureKey,
      details: event.details,
    });
    if (!event.refunded) return;
    await refundSpend(ctx, {
      userId,
      spendId: entry.id,
      idempotencyKey: `refund:${entry.id}`,
      details: { reason: 'The model failed.' },
    });
  } catch (error) {
    // A demo user who is out of credits waits for the next grant, as a real one would.
    if (!isDomainError(error, 'INSUFFICIENT_CREDITS')) throw error;
  }
}
