export { ApiKeyGate } from './api-keys/api-key-gate.ts';
export { createApiKey } from './api-keys/create-key.ts';
export { createKeyHasher, type HashApiKey } from './api-keys/hash-secret.ts';
export { createSecret } from './api-keys/key-format.ts';
export { revokeApiKey, rotateApiKey, updateApiKey } from './api-keys/service.ts';
export { AuditorLoop } from './auditor/auditor-loop.ts';
export { auditLedger, getAuditorState } from './auditor/service.ts';
export type { ApiKeyPrincipal, Logger, Principal, ServiceContext, UserPrincipal } from './context.ts';
export { asSystem } from './context.ts';
export { adjustBalance } from './credits/adjust-balance.ts';
export { BalanceFeed } from './credits/balance-feed.ts';
export { captureHold } from './credits/capture-hold.ts';
export { extendHold } from './credits/extend-hold.ts';
export { grantCredits } from './credits/grant-credits.ts';
export { listGrants, listPaidEntries, listPayments } from './credits/grants.ts';
export { listHistory } from './credits/history.ts';
export { holdCredits } from './credits/hold-credits.ts';
export { getHold, listHolds } from './credits/holds.ts';
export { quoteSpend } from './credits/quote-spend.ts';
export { refundSpend } from './credits/refund-spend.ts';
export { releaseHold } from './credits/release-hold.ts';
export { getAccountSummary } from './credits/service.ts';
export { spendCredits } from './credits/spend-credits.ts';
export { getSpendLimits, setOverdraft, setSpendCaps } from './credits/spend-limits.ts';
export { spendMany } from './credits/spend-many.ts';
export { getBalanceAt, getStatement } from './credits/statement.ts';
export { settleDueAccounts } from './credits/sweep.ts';
export { voidGrant } from './credits/void-grant.ts';
export { demoPlans } from './demo/personas.ts';
export { type DemoAccounts, hasNoUsers, loadDemoData } from './demo/service.ts';
export { createEngine, type Engine } from './engine.ts';
export { toPublicError, toTrpcError, unavailableOf } from './error-mapping.ts';
export { DomainError, type DomainErrorDetails, isDomainError, retryAfterSecondsOf } from './errors.ts';
export { type EnqueueOptions, enqueue } from './jobs/enqueue.ts';
export { defineJob, defineRecurringJob } from './jobs/job-kind.ts';
export { JobRunner } from './jobs/job-runner.ts';
export { jobKinds } from './jobs/registry.ts';
export { createMailer, type Mailer } from './mail/mailer.ts';
export { sendMailJob } from './mail/send-mail-job.ts';
export { ClerkPlan, type ClerkPlanSource } from './plans/clerk-plan.ts';
export {
  createPlaygroundModels,
  type PlaygroundModels,
  type PlaygroundModelsConfig,
} from './playground/models.ts';
export { streamChat } from './playground/stream-chat.ts';
export { appRouter, createCaller } from './root.ts';
export { ensureFeatureCatalogue, getCreditSettings } from './settings/service.ts';
export { followMove } from './storage/follow-move.ts';
export { defaultLimits, defaultTypes, type StorageLimits } from './storage/limits.ts';
export { getFileLink } from './storage/list-files.ts';
export { openDownload } from './storage/open-download.ts';
export { receiveUpload } from './storage/receive-upload.ts';
export { storageRunJob } from './storage/run-job.ts';
export type { Storage } from './storage/storage.ts';
export { type StorageProvider, storageProviders } from './storage/stores/blob-store.ts';
export { createStores, type StoresConfig } from './storage/stores/create-stores.ts';
export type { ClerkBilling } from './subscriptions/clerk-billing.ts';
export { ClerkItem } from './subscriptions/clerk-item.ts';
export { recordPack, reversePack } from './subscriptions/packs.ts';
export type { ApiContext } from './trpc.ts';
export { type EntriesExport, exportEntries } from './usage/export-entries.ts';
export { foldUsage } from './usage/fold-usage.ts';
export { getForecast } from './usage/get-forecast.ts';
export { getTopUsers, getUsageReport, getUsageReportOfAll } from './usage/get-report.ts';
export type { ClerkInvitations, Invitation } from './users/clerk-invitations.ts';
export type { ClerkSessions } from './users/clerk-sessions.ts';
export { exportUsers, type UsersExport } from './users/export-users.ts';
export {
  findProvisionedUser,
  type ProvisionedUser,
  type ProvisionOptions,
  provisionUser,
  retireIdentity,
  syncIdentity,
} from './users/provision-user.ts';
export { findStillAllowed } from './users/still-allowed.ts';
export { findViewedUser } from './users/view-as.ts';
export { identityOfClerkUser } from './webhooks/clerk-user.ts';
export { receiveDelivery } from './webhooks/receive-delivery.ts';
