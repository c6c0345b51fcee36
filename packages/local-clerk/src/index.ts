export type { BillingPlanInput } from './billing.ts';
export { type CreateUserInput, createLocalClerk, type LocalClerk } from './local-clerk.ts';
export type { LocalClerkOptions } from './options.ts';
