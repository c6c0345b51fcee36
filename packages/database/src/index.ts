export { type BackfillOptions, backfillUserPreferences } from './backfill-user-preferences.ts';
export { closeDatabase, createDatabase, type Database, type DatabaseOptions } from './client.ts';
export {
  isCheckViolation,
  isConnectionError,
  isForeignKeyViolation,
  isRecordNotFound,
  isUnavailable,
  isUniqueViolation,
  isWriteConflict,
  sqlStateOf,
} from './errors.ts';
export type {
  AdminSettings,
  ApiKey,
  AuditLog,
  AuditorDeviation,
  AuditorState,
  CreditBalance,
  CreditGrant,
  CreditHold,
  CreditPack,
  DataMigration,
  Feature,
  GrantBurn,
  Job,
  Plan,
  PriceQuote,
  PriceVersion,
  StorageDay,
  StorageObject,
  StorageRun,
  StorageUpload,
  SubscriptionEvent,
  SubscriptionItem,
  SubscriptionPeriod,
  SyncRun,
  UsageDaily,
  UsageHistory,
  User,
  UserPreferences,
  WebhookDelivery,
} from './generated/client.ts';
export {
  ApiKeyKind,
  EntryKind,
  GrantSource,
  HoldStatus,
  OperationType,
  Prisma,
  Role,
  WebhookStatus,
} from './generated/client.ts';
export { checkDatabaseHealth, type DatabaseHealth } from './health.ts';
export { hotPlanSettings, queryHot, queryReport } from './hot-statement.ts';
export { listenTo } from './notifications.ts';
export { listSlowQueries, type RecentSlowQuery } from './slow-queries.ts';
export type { SlowQuery } from './timed-adapter.ts';
export {
  type Db,
  isDatabase,
  type TransactionOptions,
  withSavepoint,
  withTransaction,
} from './transaction.ts';
