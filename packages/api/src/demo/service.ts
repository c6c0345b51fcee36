import { withTransaction } from '@scrip/database';
import { asSystem, type ServiceContext } from '../context.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { isDomainError } from '../errors.ts';
import { ensureFeatureCatalogue } from '../settings/service.ts';
import { provisionUser } from '../users/provision-user.ts';
import type { Identity } from '../users/schema.ts';
import { adminPersona, otherPersonas, type Persona, userPersona } from './personas.ts';
import { countUsers, insertDemoPlans, insertSubscriptionEvent, markAdmin } from './repository.ts';
import { type DemoEvent, planTimeline } from './timeline.ts';

export type DemoAccounts = { admin: Identity; user: Identity };

const noAdmins = { adminEmails: new Set<string>() };
/** Entries of one account that one database transaction writes. */
const batchSize = 100;
/** Accounts that are written side by side: more would wait for connections, and for each other on two cores. */
const lanes = 4;
/** A busy machine takes its time, and nobody waits for what these transactions hold. */
const patience = { maxWait: 120_000, timeout: 120_000 };

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
  ctx: ServiceContext,
  accounts: DemoAccounts,
  onProgress: (message: string) => void = () => undefined,
): Promise<void> {
  const system = asSystem(ctx);
  if (!(await hasNoUsers(ctx))) {
    throw new Error('Demo data goes into an empty database only, and this one has users.');
  }
  const now = ctx.now();
  await ensureFeatureCatalogue(system);
  await insertDemoPlans(ctx.db, now);

  const people: [Persona, Identity][] = [
    [adminPersona, accounts.admin],
    [userPersona, accounts.user],
    ...otherPersonas.map((persona): [Persona, Identity] => [persona, identityOf(persona)]),
  ];
  let done = 0;
  const pending = people.entries();
  const runLane = async () => {
    for (const [index, [persona, identity]] of pending) {
      const userId = await loadPersona(system, persona, identity, 1_871 + index);
      if (persona === adminPersona) await markAdmin(ctx.db, userId, now);
      done += 1;
      onProgress(`${done} of ${people.length} demo accounts`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
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
  for (let start = 0; start < events.length; start += batchSize) {
    const batch = events.slice(start, start + batchSize);
    await withTransaction(
      ctx.db,
      async (tx) => {
        for (const event of batch) await applyEvent({ ...ctx, db: tx, now: () => event.at }, user, event);
      },
      patience,
    );
  }
  return user.userId;
}

async function applyEvent(
  ctx: ServiceContext,
  user: { userId: string; clerkUserId: string },
  event: DemoEvent,
): Promise<void> {
  const { userId, clerkUserId } = user;
  const request = { userId, idempotencyKey: `demo-${event.key}` };
  if (event.kind === 'subscribed') {
    const { planKey, eventType, at: occurredAt } = event;
    return insertSubscriptionEvent(ctx.db, { userId, clerkUserId, planKey, eventType, occurredAt });
  }
  if (event.kind === 'grant') {
    await grantCredits(ctx, { ...request, source: event.source, amountCredits: event.amountCredits });
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
