import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { defineJob } from '../jobs/job-kind.ts';
import { logChanges, recordFindings } from './findings.ts';
import { updateState } from './repository.ts';
import { walkAccounts } from './walk.ts';

/** At most one waits or runs. */
export const auditAllKey = 'auditor.auditAll';

/** Audits all users without the rests of the background auditor, and keeps what it finds as that does. */
export const auditAllJob = defineJob({
  name: 'auditor.auditAll',
  payload: z.strictObject({}),
  maxAttempts: 3,
  async run({ db, now, logger, signal }) {
    const startedAt = now();
    let users = 0;
    const everyone = { afterUserId: null, maxUsers: Number.POSITIVE_INFINITY };
    for await (const { userIds, deviations } of walkAccounts(db, everyone)) {
      logChanges(logger, await withTransaction(db, (tx) => recordFindings(tx, userIds, deviations, now())));
      users += userIds.length;
      signal.throwIfAborted();
    }
    await updateState(db, { lastPassAt: startedAt, lastPassUsers: users });
  },
});
