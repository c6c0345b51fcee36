import { expect, test } from 'vitest';
import { computeFigures, type ItemFact } from './figures.ts';

const day = (date: string) => new Date(`${date}T00:00:00.000Z`);

function fact(
  userId: string,
  date: string,
  planKey: string,
  status: string,
  more: Partial<ItemFact> = {},
): ItemFact {
  const itemId = `${userId}-${planKey}`;
  const money = { amountCents: 1200, currency: 'USD', periodEnd: null };
  return {
    userId,
    itemId,
    occurredAt: day(date),
    planKey,
    status,
    period: 'month',
    isFreeTrial: false,
    ...money,
    ...more,
  };
}

/**
 * By hand. January: Ann and Ben take Small (12.00 a month each), Cid begins a trial of Large. February: Cid pays
 * (Large, 360.00 a year: 30.00 a month), Ann changes to Large by the month (50.00), Ben cancels, and his period ends on
 * 20 February. March: Ann is past due, and counts until she ends on the 15th; Ben comes back to Small.
 */
const year = { period: 'annual', amountCents: 36_000 };
const facts: ItemFact[] = [
  fact('ann', '2026-01-05', 'small', 'active'),
  fact('cid', '2026-01-25', 'large', 'active', { ...year, isFreeTrial: true }),
  fact('ben', '2026-01-20', 'small', 'active'),
  fact('cid', '2026-02-08', 'large', 'active', year),
  fact('ann', '2026-02-10', 'small', 'ended'),
  fact('ann', '2026-02-10', 'large', 'active', { amountCents: 5000 }),
  fact('ben', '2026-02-12', 'small', 'canceled', { periodEnd: day('2026-02-20') }),
  fact('ann', '2026-03-10', 'large', 'past_due', { amountCents: 5000 }),
  fact('ann', '2026-03-15', 'large', 'ended', { amountCents: 5000 }),
  fact('ben', '2026-03-20', 'small', 'active'),
].toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());

const usd = (cents: number) => [{ currency: 'USD', cents }];

test('MRR, active, new and churned are what one computes by hand', () => {
  const months = ['2026-01-01', '2026-02-01', '2026-03-01'].map(day);
  expect(computeFigures(facts, months, day('2026-03-25'))).toEqual([
    {
      month: day('2026-01-01'),
      activeUsers: 2,
      newUsers: 2,
      churnedUsers: 0,
      trialUsers: 1,
      mrr: usd(2400),
      plans: [{ planKey: 'small', activeUsers: 2, newUsers: 2, churnedUsers: 0, mrr: usd(2400) }],
    },
    {
      month: day('2026-02-01'),
      activeUsers: 2,
      newUsers: 1,
      churnedUsers: 1,
      trialUsers: 0,
      mrr: usd(8000),
      plans: [
        { planKey: 'large', activeUsers: 2, newUsers: 2, churnedUsers: 0, mrr: usd(8000) },
        { planKey: 'small', activeUsers: 0, newUsers: 0, churnedUsers: 2, mrr: [] },
      ],
    },
    {
      month: day('2026-03-01'),
      activeUsers: 2,
      newUsers: 1,
      churnedUsers: 1,
      trialUsers: 0,
      mrr: usd(4200),
      plans: [
        { planKey: 'large', activeUsers: 1, newUsers: 0, churnedUsers: 1, mrr: usd(3000) },
        { planKey: 'small', activeUsers: 1, newUsers: 1, churnedUsers: 0, mrr: usd(1200) },
      ],
    },
  ]);
});

test('prices in different currencies are not added up', () => {
  const euros = fact('dora', '2026-01-06', 'small', 'active', { amountCents: 900, currency: 'EUR' });
  const [january] = computeFigures([...facts.slice(0, 1), euros], [day('2026-01-01')], day('2026-01-31'));
  expect(january?.mrr).toHaveLength(2);
  expect(january?.mrr).toEqual(expect.arrayContaining([...usd(1200), { currency: 'EUR', cents: 900 }]));
});
