export { type CreateUserInput, createLocalClerk, type LocalClerk } from './local-clerk.ts';
export type { LocalClerkOptions } from './options.ts';
