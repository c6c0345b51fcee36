import type { ClerkPlan } from './clerk-plan.ts';
import { currencyCodes } from './currency.ts';
import { MAX_CENTS } from './plan-fields-schema.ts';

type ListedPrice = {
  currency: string | null;
  priceMonthlyCents: number | null;
  priceYearlyCents: number | null;
};

const MONTHS_PER_YEAR = 12;

/** What a plan costs at Clerk, or why that cannot be told. A year's price is what the whole year costs. */
export function listedPriceOf(plan: ClerkPlan): ListedPrice | { problem: string } {
  const { fee, annual_fee: annualFee, annual_monthly_fee: annualMonthlyFee } = plan;
  const currencies = new Set([fee, annualFee, annualMonthlyFee].flatMap((money) => money?.currency ?? []));
  if (currencies.size > 1) {
    return { problem: `Clerk tells its prices in several currencies: ${[...currencies].join(', ')}.` };
  }
  const [currency = null] = currencies;
  if (currency !== null && !currencyCodes().has(currency)) {
    return { problem: `Clerk tells its price in ${currency}, which is no known currency.` };
  }
  const perYear = annualMonthlyFee ? annualMonthlyFee.amount * MONTHS_PER_YEAR : null;
  const priceYearlyCents = annualFee?.amount ?? perYear;
  if (priceYearlyCents !== null && priceYearlyCents > MAX_CENTS) {
    return { problem: `Its price for a year is more than ${MAX_CENTS} cents.` };
  }
  if (currency === null && !plan.has_base_fee) {
    // Nothing is nothing in every currency.
    return { currency: 'USD', priceMonthlyCents: 0, priceYearlyCents: null };
  }
  return { currency, priceMonthlyCents: fee?.amount ?? null, priceYearlyCents };
}
