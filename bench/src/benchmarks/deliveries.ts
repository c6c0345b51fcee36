import { createHmac, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '@scrip/database';
import type { Benchmark } from '../benchmark.ts';
import { hear, startChild, stopChild } from '../child.ts';
import { checkLedger, createContext, openAccounts } from '../ledger.ts';
import { countOf } from '../spend-rate.ts';
import { type RunningServer, startRunningServer } from './running-server.ts';

export type SignedDelivery = { headers: Record<string, string>; body: string };
export type Burst = { url: string; deliveries: SignedDelivery[] };
type Answers = { accepted: number; slowestMs: number };

const script = path.join(import.meta.dirname, 'delivering-process.ts');
const planKey = 'cplan_bench';
const planCredits = 500;
const dayMs = 86_400_000;

/** What a second is to a time in milliseconds. */
const oneSecond = async () => 1_000;

/** As Clerk tells that somebody's plan is active. */
function activation(clerkUserId: string, at: number): object {
  const data = {
    object: 'commerce_subscription_item',
    id: `csubi_${clerkUserId}`,
    status: 'active',
    plan: { id: planKey, name: 'Bench', slug: 'bench', amount: 2900, currency: 'USD' },
    plan_id: planKey,
    plan_period: 'month',
    period_start: at - dayMs,
    period_end: at + 29 * dayMs,
    updated_at: at,
    payer: { user_id: clerkUserId, email: `${clerkUserId}@example.com` },
  };
  return { object: 'event', type: 'subscriptionItem.active', timestamp: at, data };
}

function sign(event: object, { signingSecret }: RunningServer): SignedDelivery {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const body = JSON.stringify(event);
  const key = Buffer.from(signingSecret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': `v1,${signature}`,
    },
  };
}

/** Waits until all that came has had its effect. @throws when something of it failed. */
async function settled(db: Database): Promise<void> {
  for (;;) {
    const states = await db.webhookDelivery.groupBy({ by: ['status'], _count: { _all: true } });
    if (states.some(({ status }) => status === 'FAILED')) throw new Error('A delivery failed.');
    if (states.every(({ status }) => status === 'PROCESSED')) return;
    await setTimeout(200);
  }
}

/** @throws unless each delivery is kept, and each user has the plan's credits once. */
async function checkEffects(db: Database, expected: { deliveries: number; users: number }): Promise<void> {
  const kept = await db.webhookDelivery.count({ where: { type: 'subscriptionItem.active' } });
  if (kept !== expected.deliveries) throw new Error(`${kept} of ${expected.deliveries} deliveries are kept.`);
  const grants = await db.creditGrant.findMany({
    where: { source: 'PLAN' },
    select: { amountCredits: true },
  });
  const isWrong = grants.some(({ amountCredits }) => amountCredits !== planCredits);
  if (isWrong || grants.length !== expected.users) throw new Error('Plan credits were not given once each.');
}

export const deliveries: Benchmark = {
  name: 'deliveries',
  title:
    'The slowest answer to 1,000 signed webhooks that reach a running server at once, against one second',
  unit: 'ms',
  must: 1,
  aim: 0.5,
  async prepare(environment) {
    const { db, connectionString } = environment;
    const ctx = createContext(db);
    const userIds = await openAccounts(ctx, { count: countOf(environment, 1_000, 20) });
    await db.plan.create({ data: { clerkId: planKey, name: 'Bench', credits: planCredits } });
    const server = await startRunningServer(connectionString);
    const client = await startChild(script);
    const at = Date.now();
    let sent = 0;
    return {
      async ours() {
        const signed = userIds.map((userId) => sign(activation(userId, at), server));
        sent += signed.length;
        client.send({ url: `${server.url}/api/webhooks/clerk`, deliveries: signed } satisfies Burst);
        // Written by delivering-process.ts.
        const { accepted, slowestMs } = (await hear(client)) as Answers;
        if (accepted !== signed.length) throw new Error(`${accepted} of ${signed.length} were accepted.`);
        await settled(db);
        return slowestMs;
      },
      baseline: oneSecond,
      async check() {
        await checkEffects(db, { deliveries: sent, users: userIds.length });
        await checkLedger(ctx);
      },
      async close() {
        await stopChild(client);
        await server.close();
      },
    };
  },
};
