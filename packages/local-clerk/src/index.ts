export type {
  LocalBilling,
  LocalCheckout,
  LocalDeliveries,
  LocalDelivery,
  SignedDelivery,
} from './billing/local-billing.ts';
export type { BillingPlanInput } from './billing/plan.ts';
export { type CreateUserInput, createLocalClerk, type LocalClerk } from './local-clerk.ts';
export type { LocalClerkOptions } from './options.ts';
