import type { Database } from '@scrip/database';
import { createAccount, type TestAccount } from '@scrip/testing';
import { listGrants } from '../../credits/grants.ts';
import { jobKinds } from '../../jobs/registry.ts';
import { runJobs } from '../../jobs/test-support/run-jobs.ts';
import { createPlan } from '../../plans/create-plan.ts';
import type { CreatePlanInput } from '../../plans/schema.ts';
import { newPlan } from '../../plans/test-support.ts';
import { receiveDelivery } from '../../webhooks/receive-delivery.ts';
import type { ClerkBilling } from '../clerk-billing.ts';
import { type Sent, SimulatedClerk } from './simulated-clerk.ts';

const subscriptionKinds = jobKinds.filter(({ name }) => /^(webhooks|subscriptions)\./.test(name));

const clerks = new Map<string, ClerkBilling>();

/** Jobs find work of every test in the database. */
const everyonesBilling: ClerkBilling = {
  getSubscription: async (clerkUserId) =>
    (await clerks.get(clerkUserId)?.getSubscription(clerkUserId)) ?? null,
  listUsers: async () => ({ users: [], total: 0 }),
  cancelItem: async () => undefined,
};

/** One user, a Clerk of its own, and a clock that the test moves. */
export type Stage = {
  account: TestAccount;
  clerk: SimulatedClerk;
  clock: { at: Date };
  billing: ClerkBilling;
  deliver(messages: readonly Sent[]): Promise<void>;
  /** Delivers what was sent since the last time, in order, at the instants at which it was sent. */
  catchUp(): Promise<void>;
  /** Lets time pass with nothing arriving: only what is due by itself happens. */
  waitUntil(at: Date): Promise<void>;
  runJobs(): Promise<void>;
  balance(): Promise<number>;
  /** What is left of each live grant that a plan gave. */
  planGrants(): Promise<{ part: string | null; left: number; until: string | null }[]>;
};

export async function setStage(
  db: Database,
  start: Date,
  { credits = 0, withBackendApi = true }: { credits?: number; withBackendApi?: boolean } = {},
): Promise<Stage> {
  const clock = { at: start };
  const account = await createAccount(db, { credits, now: () => clock.at });
  const clerk = new SimulatedClerk(account.clerkUserId);
  const billing = clerk.billingAt(() => clock.at);
  clerks.set(account.clerkUserId, billing);
  let told = 0;
  const stage: Stage = {
    account,
    clerk,
    clock,
    billing,
    async deliver(messages) {
      for (const { id, event } of messages) await receiveDelivery(account.system, { id, body: event });
    },
    async catchUp() {
      for (const message of clerk.sent.slice(told)) {
        told += 1;
        if (message.at > clock.at) clock.at = message.at;
        await stage.deliver([message]);
        await stage.runJobs();
      }
    },
    async waitUntil(at) {
      clock.at = at;
      await stage.runJobs();
    },
    async runJobs() {
      // As if a process had just begun: other tests of this database have clocks of their own.
      const recurring = { everySeconds: { not: null } };
      await db.job.updateMany({ where: recurring, data: { dueAt: clock.at, runnerId: null } });
      const clerkBilling = withBackendApi ? everyonesBilling : undefined;
      await runJobs(db, subscriptionKinds, { now: () => clock.at, clerkBilling });
    },
    async balance() {
      await listGrants(account.system, account.userId);
      const row = await db.creditBalance.findUniqueOrThrow({ where: { userId: account.userId } });
      return row.creditsRemaining;
    },
    async planGrants() {
      const grants = await listGrants(account.system, account.userId);
      return grants
        .filter(({ source, remainingCredits }) => source === 'PLAN' && remainingCredits > 0)
        .map((grant) => ({
          part: grant.planPart,
          left: grant.remainingCredits,
          until: grant.expiresAt?.toISOString().slice(0, 10) ?? null,
        }));
    },
  };
  return stage;
}

/** A plan that Clerk sells; answers its Clerk id. */
export async function createClerkPlan(db: Database, input: Partial<CreatePlanInput> = {}): Promise<string> {
  const admin = await createAccount(db, { role: 'ADMIN', credits: 0 });
  const { clerkId } = await createPlan(admin.own, newPlan(input));
  if (!clerkId) throw new Error('This plan has no Clerk id.');
  return clerkId;
}
