import { describe, expect, test } from 'vitest';
import { CreatePlanInput } from './schema.ts';

const plan = { name: 'Pro', credits: 1000 };

function issuesOf(change: object): string[] {
  const { error } = CreatePlanInput.safeParse({ ...plan, ...change });
  return error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('a plan is refused', () => {
  test.each([
    ['without a name', { name: '  ' }, /^name: Give the plan a name/],
    ['with negative credits', { credits: -1 }, /^credits: Credits are 0 or more/],
    ['with half a credit', { credits: 0.5 }, /^credits: Credits are whole numbers/],
    ['with more credits than a balance holds', { credits: 2 ** 31 }, /^credits: At most/],
    ['with negative trial credits', { trialCredits: -1 }, /^trialCredits/],
    ['with negative one-time credits', { oneTimeCredits: -5 }, /^oneTimeCredits/],
    ['with a price and no currency', { priceMonthlyCents: 900 }, /^currency: A price needs a currency/],
    ['with a price of 0 and no currency', { priceYearlyCents: 0 }, /^currency: A price needs/],
    ['with a currency that is none', { priceMonthlyCents: 1, currency: 'ABC' }, /^currency: Use a currency/],
    ['with a negative price', { priceMonthlyCents: -1, currency: 'USD' }, /^priceMonthlyCents/],
    ['with half a cent', { priceYearlyCents: 9.5, currency: 'USD' }, /^priceYearlyCents/],
    [
      'with a script for a link',
      { ctaType: 'link', ctaUrl: 'javascript:alert(1)' },
      /^ctaUrl: A link begins/,
    ],
    ['with a file for a link', { ctaType: 'link', ctaUrl: 'file:///etc/passwd' }, /^ctaUrl: A link begins/],
    ['with a relative link', { ctaType: 'contact', ctaUrl: '/contact' }, /^ctaUrl: A link begins/],
    ['with a password in its link', { ctaType: 'link', ctaUrl: 'https://a:b@c.example' }, /^ctaUrl/],
    ['with a link button that leads nowhere', { ctaType: 'link' }, /^ctaUrl: This button needs a link/],
    ['with a checkout that has a link', { ctaUrl: 'https://a.example' }, /^ctaUrl: Only a link/],
    ['with a cap on credits that reset', { rolloverCapCredits: 10 }, /^rolloverCapCredits: A cap needs/],
    [
      'with a cap of nothing',
      { creditRenewal: 'rollover', rolloverCapCredits: 0 },
      /^rolloverCapCredits: A cap of 0/,
    ],
    ['with endless grace', { pastDueGraceDays: 91 }, /^pastDueGraceDays/],
    ['with files of nothing', { uploadMegabytes: 0 }, /^uploadMegabytes: Megabytes are 1 or more/],
    ['with a negative quota', { quotaMegabytes: -1 }, /^quotaMegabytes: Megabytes are 0 or more/],
    ['with half a file', { quotaFiles: 0.5 }, /^quotaFiles: Files are whole/],
    [
      'billed manually with a Clerk id',
      { billingSource: 'manual', clerkId: 'cplan_1', ctaType: null },
      /^clerkId/,
    ],
    ['billed manually with a checkout', { billingSource: 'manual' }, /^ctaType/],
    ['with U+0000 in its name', { name: 'a\0b' }, /^name/],
    ['with U+0000 in its description', { description: 'a\0b' }, /^description/],
    ['with a nameless feature', { features: [{ name: ' ' }] }, /^features.0.name: Name the feature/],
    ['with a field that there is not', { price: 9 }, /Unrecognized/],
  ])('%s', (_what, change, message) => {
    expect(issuesOf(change)).toEqual([expect.stringMatching(message)]);
  });
});

test('a plan needs only a name and credits; empty texts count as none, codes are written in capitals', () => {
  const given = {
    ...plan,
    currency: ' usd ',
    clerkId: ' ',
    badge: '',
    description: '',
    priceMonthlyCents: 0,
  };
  expect(CreatePlanInput.parse(given)).toEqual({
    name: 'Pro',
    active: true,
    clerkId: null,
    billingSource: 'clerk',
    credits: 1000,
    creditRenewal: 'reset',
    rolloverCapCredits: null,
    monthlyCreditsOnYearly: true,
    trialCredits: 0,
    oneTimeCredits: 0,
    pastDueGraceDays: 7,
    uploadMegabytes: null,
    quotaMegabytes: null,
    quotaFiles: null,
    currency: 'USD',
    priceMonthlyCents: 0,
    priceYearlyCents: null,
    description: null,
    features: [],
    badge: null,
    highlight: false,
    ctaType: 'checkout',
    ctaLabel: null,
    ctaUrl: null,
  });
});
