import { auditAllJob } from '../auditor/audit-all-job.ts';
import { removeExpiredQuotesJob } from '../credits/remove-expired-quotes-job.ts';
import { settleDueAccountsJob } from '../credits/settle-due-accounts-job.ts';
import { sendMailJob } from '../mail/send-mail-job.ts';
import { lowBalanceJob } from '../notices/low-balance-job.ts';
import { noticeAnomaliesJob } from '../notices/notice-anomalies-job.ts';
import { runPreviewJob } from '../previews/run-preview-job.ts';
import { chargeStorageDaysJob } from '../storage/charge-days-job.ts';
import { removeBytesJob, sweepUploadsJob } from '../storage/remove-bytes-job.ts';
import { storageRunJob, weeklyReconciliationJob } from '../storage/run-job.ts';
import { findDueSubscribersJob, lookAtSubscriberJob, syncWithClerkJob } from '../subscriptions/look-jobs.ts';
import { compareUsageJob } from '../usage/compare-usage-job.ts';
import { foldUsageJob } from '../usage/fold-usage-job.ts';
import { endSessionsJob } from '../users/end-sessions-job.ts';
import { inviteUserJob } from '../users/invite-user-job.ts';
import { processDeliveryJob, wakeDeliveriesJob } from '../webhooks/process-delivery-job.ts';
import type { AnyJobKind } from './job-kind.ts';
import { removeOldJobsJob } from './remove-old-jobs.ts';

const product: readonly AnyJobKind[] = [
  sendMailJob,
  auditAllJob,
  settleDueAccountsJob,
  lowBalanceJob,
  noticeAnomaliesJob,
  foldUsageJob,
  compareUsageJob,
  removeExpiredQuotesJob,
  processDeliveryJob,
  wakeDeliveriesJob,
  lookAtSubscriberJob,
  findDueSubscribersJob,
  syncWithClerkJob,
  runPreviewJob,
  inviteUserJob,
  endSessionsJob,
  removeBytesJob,
  sweepUploadsJob,
  storageRunJob,
  weeklyReconciliationJob,
  chargeStorageDaysJob,
];

/** Every kind of job that the product has. A slice defines its own in a `*-job.ts` file, and here it is named. */
export const jobKinds: readonly AnyJobKind[] = [...product, removeOldJobsJob(product)];
