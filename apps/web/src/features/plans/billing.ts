import type { PublicPlan } from '@scrip/api';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { formatPrice } from './price.ts';

export type Billing = 'month' | 'year';

type Price = {
  /** $29; "Free"; null: no price is told. */
  amount: string | null;
  /** "a month"; empty when it costs nothing. */
  per: string;
  /** What else there is to say about it. */
  note: string | null;
};

const MONTHS_PER_YEAR = 12;

/** What a card says under the month/year switch; a plan that is not sold that long shows its other price. */
export function priceOf(plan: PublicPlan, billing: Billing): Price {
  const { currency, priceMonthlyCents: monthly, priceYearlyCents: yearly } = plan;
  const wanted = billing === 'year' ? yearly : monthly;
  const other = billing === 'year' ? monthly : yearly;
  const cents = wanted ?? other;
  if (cents === null || currency === null) return { amount: null, per: '', note: null };
  if (cents === 0) return { amount: t('Free'), per: '', note: null };
  const shown = wanted === null ? otherOf(billing) : billing;
  const amount = formatPrice(cents, currency);
  if (wanted === null)
    return {
      amount,
      per: t(perWords[shown]),
      note: billing === 'year' ? t('Not sold by the year') : t('Not sold by the month'),
    };
  return {
    amount,
    per: t(perWords[shown]),
    note: billing === 'year' ? yearNote(plan, currency, cents) : null,
  };
}

const perWords = { month: 'a month', year: 'a year' } as const;

function otherOf(billing: Billing): Billing {
  return billing === 'year' ? 'month' : 'year';
}

function yearNote({ priceMonthlyCents }: PublicPlan, currency: string, yearlyCents: number): string {
  const perMonth = t('{price} a month', {
    price: formatPrice(Math.round(yearlyCents / MONTHS_PER_YEAR), currency),
  });
  if (!priceMonthlyCents) return perMonth;
  const saved = Math.floor(100 * (1 - yearlyCents / (MONTHS_PER_YEAR * priceMonthlyCents)));
  return saved > 0 ? `${perMonth}, ${t('{percent}% less', { percent: saved })}` : perMonth;
}

/** What a subscription that is paid for this long grants: "1,500 credits a month". */
export function creditsOf(plan: Pick<PublicPlan, 'credits' | 'monthlyCreditsOnYearly'>, billing: Billing) {
  const period = billing === 'year' && !plan.monthlyCreditsOnYearly ? 'year' : 'month';
  return {
    credits: formatNumber(plan.credits),
    per: `${plan.credits === 1 ? t('credit') : t('credits')} ${t(perWords[period])}`,
  };
}

/** The rest of the credit policy that a buyer should know, one sentence each. */
export function listCreditTerms(plan: PublicPlan): string[] {
  const terms: string[] = [];
  if (plan.creditRenewal === 'rollover') {
    const cap = plan.rolloverCapCredits;
    terms.push(
      cap === null
        ? t('Unspent credits roll over')
        : t('Up to {count} unspent credits roll over', { count: cap }),
    );
  }
  if (plan.oneTimeCredits > 0) terms.push(t('{count} extra credits once', { count: plan.oneTimeCredits }));
  if (plan.trialCredits > 0) terms.push(t('{count} credits in the free trial', { count: plan.trialCredits }));
  return terms;
}

/** Whether the month/year switch would change anything. */
export function hasBothBillings(plans: PublicPlan[]): boolean {
  const sold = (price: number | null) => price !== null;
  return (
    plans.some(({ priceMonthlyCents }) => sold(priceMonthlyCents)) &&
    plans.some(({ priceYearlyCents }) => sold(priceYearlyCents))
  );
}
