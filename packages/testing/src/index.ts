export { createEmptyDatabase, type EmptyDatabase } from './empty-database.ts';
export {
  createAccount,
  type LogRecord,
  recordingLogger,
  setFeatureCosts,
  systemContext,
  type TestAccount,
} from './factories.ts';
export { writeHandMonth } from './hand-month.ts';
export { handMonth } from './hand-month-figures.ts';
export { expectLedgerHolds } from './ledger.ts';
export { createTestDatabase, type TestDatabase, useTestDatabase } from './test-database.ts';
