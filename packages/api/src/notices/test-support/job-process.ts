import { closeDatabase, createDatabase } from '@scrip/database';
import { JobRunner } from '../../jobs/job-runner.ts';
import { createMailer } from '../../mail/mailer.ts';
import { sendMailJob } from '../../mail/send-mail-job.ts';
import { lowBalanceJob } from '../low-balance-job.ts';

// A process that only runs these jobs, for tests that kill it.
const [connectionString = '', directory = ''] = process.argv.slice(2);
const db = createDatabase({ connectionString, maxConnections: 4 });
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const mailer = createMailer({ smtpUrl: null, from: 'a@example.com', appUrl: 'http://localhost', directory });
const everySecond = { ...lowBalanceJob, everySeconds: 1 };
const runner = new JobRunner({
  db,
  logger,
  mailer,
  kinds: [everySecond, sendMailJob],
  pollMs: 20,
  leaseMs: 600,
});
runner.start();
console.log('running');
process.on('SIGTERM', async () => {
  await runner.stop();
  await closeDatabase(db);
  process.exit(0);
});
