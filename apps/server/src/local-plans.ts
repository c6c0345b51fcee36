import { demoPlans } from '@scrip/api/server';
import type { BillingPlanInput, LocalClerk } from '@scrip/local-clerk';

/** What local Clerk sells: the demo's plans, and one that Scrip does not have yet, for an import to find. */
const localPlans: BillingPlanInput[] = [
  ...demoPlans.map(({ clerkId, name, description, features, priceMonthlyCents, priceYearlyCents }) => ({
    id: clerkId,
    name,
    description,
    features: features.map((feature) => feature.name),
    monthlyCents: priceMonthlyCents,
    yearlyCents: priceYearlyCents,
  })),
  {
    id: 'cplan_demo_team',
    name: 'Team',
    description: 'For several teams under one roof.',
    features: ['Everything of Studio', 'An invoice for the whole team'],
    monthlyCents: 24_900,
    yearlyCents: 249_000,
  },
];

/** Gives local Clerk its plans on first use. */
export async function ensureLocalPlans(localClerk: LocalClerk): Promise<void> {
  if (!localClerk.hasBillingPlans()) await localClerk.setBillingPlans(localPlans);
}
