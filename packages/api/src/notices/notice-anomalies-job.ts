import { withTransaction } from '@scrip/database';
import { enqueue } from '../jobs/enqueue.ts';
import { defineRecurringJob, type JobContext } from '../jobs/job-kind.ts';
import { sendMailJob } from '../mail/send-mail-job.ts';
import { readSpentByHour } from '../usage/spent-by-hour.ts';
import { computeHabit, LEAST_CREDITS } from '../usage/unusual.ts';
import { composeAnomalyMail } from './anomaly-mail.ts';
import {
  insertAnomaly,
  listSpentToday,
  type NewAnomaly,
  type SpentToday,
  wantsMail,
} from './anomaly-repository.ts';

const usersAtOnce = 500;
const HOUR_MS = 3_600_000;

/** Looks at everybody who has spent today, and tells whoever spent far more than usual: once per user and UTC day. */
export const noticeAnomaliesJob = defineRecurringJob({
  name: 'notices.anomalies',
  everySeconds: 900,
  async run(ctx) {
    const day = ctx.now().toISOString().slice(0, 10);
    let afterUserId = '';
    while (!ctx.signal.aborted) {
      const page = { day, afterUserId, leastCredits: LEAST_CREDITS, take: usersAtOnce };
      const users = await listSpentToday(ctx.db, page);
      for (const user of users) {
        const found = findUnusualDay(user, day) ?? (await findUnusualHour(ctx, user, day));
        if (found) await tell(ctx, found);
      }
      afterUserId = users.at(-1)?.userId ?? '';
      if (users.length < usersAtOnce) return;
    }
  },
});

function findUnusualDay({ userId, creditsSpent, daysBefore }: SpentToday, day: string): NewAnomaly | null {
  const habit = computeHabit(daysBefore);
  if (!habit || creditsSpent <= habit.limitCredits) return null;
  return { userId, day, span: 'day', startsAt: new Date(day), creditsSpent, ...habit };
}

/** Of hours only those with use make a habit: most hours have none. */
async function findUnusualHour(ctx: JobContext, user: SpentToday, day: string): Promise<NewAnomaly | null> {
  const habitOfDays = computeHabit(user.daysBefore);
  // An hour far above the usual makes its day more than a usual one.
  if (!habitOfDays || user.creditsSpent <= habitOfDays.usualCredits) return null;
  const hours = await readSpentByHour(ctx, user.userId);
  const current = hours.at(-1) ?? 0;
  const habit = computeHabit(hours.slice(0, -1).filter((credits) => credits > 0));
  if (!habit || current <= habit.limitCredits) return null;
  const startsAt = new Date(Math.floor(ctx.now().getTime() / HOUR_MS) * HOUR_MS);
  return { userId: user.userId, day, span: 'hour', startsAt, creditsSpent: current, ...habit };
}

async function tell(ctx: JobContext, anomaly: NewAnomaly): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const { userId, day } = anomaly;
    if (!(await insertAnomaly(tx, anomaly, ctx.now())) || !(await wantsMail(tx, userId))) return;
    const key = `usage-anomaly:${userId}:${day}`;
    await enqueue({ ...ctx, db: tx }, sendMailJob, composeAnomalyMail(anomaly), { key });
  });
}
