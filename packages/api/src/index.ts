import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from './root.ts';

export type { DomainErrorCode, DomainErrorShape } from './errors.ts';
export type { AppRouter };
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
export {
  type ApiKeyItem,
  CreateKeyInput,
  CreateOwnKeyInput,
  UpdateKeyInput,
} from './api-keys/schema.ts';
export { ApiKeyScope, apiKeyScopes, ownKeyScopes } from './api-keys/scopes.ts';
export { type EntryMeaning, meaningOf } from './credits/meaning.ts';
export {
  AdjustBalanceInput,
  EntryKind,
  entryKinds,
  HistoryInput,
  MAX_CREDITS,
  OperationType,
  operationTypes,
} from './credits/schema.ts';
export { QuoteSpendInput, SpendCreditsInput, SpendManyInput } from './credits/spend-schema.ts';
export { currencyCodes } from './plans/currency.ts';
export { MAX_PASTE_LENGTH } from './plans/import-schema.ts';
export { CreatePlanInput, type PublicPlan, UpdatePlanInput } from './plans/schema.ts';
export {
  type ChargeState,
  type DemoFailure,
  type FailureKind,
  ImageInput,
  MAX_CHAT_BYTES,
  MAX_CHAT_MESSAGES,
  MAX_PROMPT_LENGTH,
  type PlaygroundMessage,
} from './playground/schema.ts';
export { type FeatureRegistry, featureKey, type RegisteredFeatureKey } from './settings/feature-registry.ts';
export { featureOperationTypes } from './settings/feature-schema.ts';
export { ListUsersInput, userSorts } from './users/schema.ts';
