import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BillingPlanInput, LocalClerk } from '../index.ts';
import { createLocalClerk } from '../index.ts';
import { BillingEvent } from './event-schemas.ts';

export const plans = {
  starter: { id: 'cplan_starter', name: 'Starter', monthlyCents: 900, yearlyCents: 9000 },
  pro: {
    id: 'cplan_pro',
    name: 'Pro',
    monthlyCents: 2900,
    yearlyCents: 29_000,
    freeTrialDays: 14,
    features: ['API keys'],
  },
  studio: { id: 'cplan_studio', name: 'Studio', monthlyCents: 9900, yearlyCents: 99_000 },
} satisfies Record<string, BillingPlanInput>;

/** Local Clerk without a server, with plans and without a free one; `start` is the time on billing's clock. */
export async function openBilling(start: Date, extraPlans: BillingPlanInput[] = []) {
  const directory = await mkdtemp(join(tmpdir(), 'lc-billing-'));
  const origin = 'http://127.0.0.1:1';
  const clerk = await createLocalClerk({
    directory,
    origins: [origin],
    webhookUrl: `${origin}/webhooks`,
    now: () => start,
  });
  await clerk.setBillingPlans([...extraPlans, ...Object.values(plans)]);
  return {
    clerk,
    billing: clerk.billing,
    async close() {
      await clerk.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

let users = 0;

export async function newUser(clerk: LocalClerk): Promise<string> {
  users += 1;
  const { clerkId } = await clerk.createUser({ email: `billing-${users}@example.test` });
  return clerkId;
}

/** Takes all events that wait and reads each strictly; those about users are left out. */
export function takeEvents({ billing }: LocalClerk): BillingEvent[] {
  return billing.deliveries
    .take()
    .filter(({ type }) => !type.startsWith('user.'))
    .map(({ body }) => BillingEvent.parse(JSON.parse(body)));
}
