import { spendCredits } from '../credits/spend-credits.ts';
import { isDomainError } from '../errors.ts';
import { defineRecurringJob, type JobContext } from '../jobs/job-kind.ts';
import {
  ensureStorageFeature,
  listStoring,
  type Storing,
  saveDay,
  storageFeatureKey,
} from './day-repository.ts';

const gigabyte = 1024 ** 3;
const usersAtOnce = 200;

/**
 * Charges what each user stores, once per day: the key of the spend names the day, so that a day that is looked at again
 * is not paid again. A user without enough credits cannot store more until a later turn is paid; nothing is deleted.
 */
export const chargeStorageDaysJob = defineRecurringJob({
  name: 'storage.chargeDays',
  everySeconds: 60 * 60,
  async run(ctx) {
    if (!ctx.storage?.isMetered) return;
    await ensureStorageFeature(ctx.db, ctx.now());
    const day = new Date(ctx.now().toISOString().slice(0, 10));
    let after = '';
    for (;;) {
      ctx.signal.throwIfAborted();
      const users = await listStoring(ctx.db, { day, after, take: usersAtOnce });
      for (const user of users) await chargeDay(ctx, day, user);
      const last = users.at(-1);
      if (!last || users.length < usersAtOnce) return;
      after = last.userId;
    }
  },
});

async function chargeDay(ctx: JobContext, day: Date, { userId, bytes }: Storing): Promise<void> {
  const gbDays = Math.ceil(Number(bytes) / gigabyte);
  const name = day.toISOString().slice(0, 10);
  const charged = { userId, day, bytes, gbDays, createdAt: ctx.now() };
  try {
    const { entry } = await spendCredits(ctx, {
      userId,
      featureKey: storageFeatureKey,
      quantity: gbDays,
      idempotencyKey: `scrip:storage:${name}`,
    });
    await saveDay(ctx.db, { ...charged, status: 'charged', entryId: entry.id });
  } catch (error) {
    const isUnpaid =
      isDomainError(error, 'INSUFFICIENT_CREDITS') || isDomainError(error, 'SPEND_CAP_REACHED');
    const isFree = isDomainError(error, 'UNKNOWN_FEATURE') || isDomainError(error, 'ACCOUNT_INACTIVE');
    // The day was paid for other bytes than are there now.
    const isPaid = isDomainError(error, 'CONFLICT');
    if (!isUnpaid && !isFree && !isPaid) throw error;
    const status = isUnpaid ? 'unpaid' : isPaid ? 'charged' : 'free';
    await saveDay(ctx.db, { ...charged, status, entryId: null });
  }
}
