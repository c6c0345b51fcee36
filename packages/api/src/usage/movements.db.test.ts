import { Prisma } from '@scrip/database';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { adjustBalance } from '../credits/adjust-balance.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { holdCredits } from '../credits/hold-credits.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { settleDueAccounts } from '../credits/sweep.ts';
import { getMovementsOfAll } from './get-movements.ts';
import { getUsageReportOfAll } from './get-report.ts';
import { movementsStatement } from './movements-statement.ts';
import { writeEntries } from './test-support/write-entries.ts';

const database = useTestDatabase();
const DAY_MS = 86_400_000;

test('what was granted, expired, adjusted and used is the difference of what is outstanding', async () => {
  let now = new Date('2026-10-01T12:00:00Z');
  const clock = { now: () => now };
  const old = await createAccount(database.db, { credits: 1_000, ...clock });
  const admin = await createAccount(database.db, { credits: 0, role: 'ADMIN', ...clock });
  const expiring = { amountCredits: 70, source: 'PROMOTION', idempotencyKey: 'soon' } as const;
  const { userId } = old;
  await grantCredits(old.system, { userId, ...expiring, expiresAt: new Date('2026-11-10T00:00:00Z') });
  const period = { from: '2026-11-01', to: '2026-11-30' };
  const ask = () => getMovementsOfAll(admin.own, { period });

  now = new Date('2026-11-02T12:00:00Z');
  const opening = (await ask()).outstandingCredits;
  const young = await createAccount(database.db, { credits: 300, ...clock });
  await spendCredits(old.own, { userId, featureKey: 'ai_image_generation', idempotencyKey: 'spend' });
  await holdCredits(old.system, {
    userId,
    amountCredits: 9,
    featureKey: 'ai_text_chat',
    idempotencyKey: 'hold',
  });
  const lost = { userId: young.userId, deltaCredits: -40, reason: 'By mistake', idempotencyKey: 'less' };
  await adjustBalance(admin.own, { mode: 'delta', ...lost });
  now = new Date('2026-11-20T12:00:00Z');
  await settleDueAccounts(old.system);

  const { outstandingCredits, ...moved } = await ask();
  const used = (await getUsageReportOfAll(admin.own, { period })).totals.creditsUsed;
  expect({ ...moved, used }).toEqual({
    ...{ grantedCredits: 300, expiredCredits: 65, adjustedCredits: -40, used: 5 },
  });
  const { grantedCredits, expiredCredits, adjustedCredits } = moved;
  expect(opening + grantedCredits - expiredCredits + adjustedCredits - used).toBe(outstandingCredits);
  const later = { period: { from: '2026-11-20', to: '2026-11-30' } };
  expect(await getMovementsOfAll(admin.own, later)).toEqual({
    ...{ grantedCredits: 0, expiredCredits: 0, adjustedCredits: 0, outstandingCredits },
  });
});

test('is refused to others', async () => {
  const { own } = await createAccount(database.db);
  await expect(getMovementsOfAll(own, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('reads no spends, however many there are', async () => {
  const { userId } = await createAccount(database.db);
  const from = new Date(Date.now() - 30 * DAY_MS).toISOString();
  await writeEntries(database.db, { userId, count: 20_000, from, everyMinutes: 1 });
  await database.db.$executeRaw`ANALYZE "UsageHistory"`;
  const statement = movementsStatement({ from: new Date(from), to: new Date() });
  const plan = await database.db.$queryRaw(Prisma.sql`EXPLAIN (FORMAT JSON) ${statement}`);
  expect(JSON.stringify(plan)).toContain('UsageHistory_movements_idx');
});
