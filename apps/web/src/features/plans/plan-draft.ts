import { type CreatePlanInput, currencyCodes, type PublicPlan } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { readPrice, writePrice } from './price.ts';
import type { AdminPlan } from './use-plans.ts';

export type FeatureDraft = { key: number; name: string; description: string };

/** A plan as it is being typed: numbers and prices are texts until it is sent. */
export type PlanDraft = {
  name: string;
  billingSource: 'clerk' | 'manual';
  clerkId: string;
  credits: string;
  creditRenewal: 'reset' | 'rollover';
  rolloverCapCredits: string;
  monthlyCreditsOnYearly: boolean;
  trialCredits: string;
  oneTimeCredits: string;
  pastDueGraceDays: string;
  uploadMegabytes: string;
  quotaMegabytes: string;
  quotaFiles: string;
  currency: string;
  priceMonthly: string;
  priceYearly: string;
  description: string;
  features: FeatureDraft[];
  badge: string;
  highlight: boolean;
  ctaType: 'checkout' | 'link' | 'contact' | 'none';
  ctaLabel: string;
  ctaUrl: string;
};

export const newDraft: PlanDraft = {
  name: '',
  billingSource: 'clerk',
  clerkId: '',
  credits: '',
  creditRenewal: 'reset',
  rolloverCapCredits: '',
  monthlyCreditsOnYearly: true,
  trialCredits: '0',
  oneTimeCredits: '0',
  pastDueGraceDays: '7',
  uploadMegabytes: '',
  quotaMegabytes: '',
  quotaFiles: '',
  currency: 'USD',
  priceMonthly: '',
  priceYearly: '',
  description: '',
  features: [],
  badge: '',
  highlight: false,
  ctaType: 'checkout',
  ctaLabel: '',
  ctaUrl: '',
};

export function toDraft(plan: AdminPlan): PlanDraft {
  const currency = plan.currency ?? 'USD';
  return {
    name: plan.name,
    billingSource: plan.billingSource,
    clerkId: plan.clerkId ?? '',
    credits: String(plan.credits),
    creditRenewal: plan.creditRenewal,
    rolloverCapCredits: writeOptional(plan.rolloverCapCredits),
    monthlyCreditsOnYearly: plan.monthlyCreditsOnYearly,
    trialCredits: String(plan.trialCredits),
    oneTimeCredits: String(plan.oneTimeCredits),
    pastDueGraceDays: String(plan.pastDueGraceDays),
    uploadMegabytes: writeOptional(plan.uploadMegabytes),
    quotaMegabytes: writeOptional(plan.quotaMegabytes),
    quotaFiles: writeOptional(plan.quotaFiles),
    currency,
    priceMonthly: writePrice(plan.priceMonthlyCents, currency),
    priceYearly: writePrice(plan.priceYearlyCents, currency),
    description: plan.description ?? '',
    features: plan.features.map(({ name, description }, key) => ({
      key,
      name,
      description: description ?? '',
    })),
    badge: plan.badge ?? '',
    highlight: plan.highlight,
    ctaType: plan.ctaType ?? 'none',
    ctaLabel: plan.ctaLabel ?? '',
    ctaUrl: plan.ctaUrl ?? '',
  };
}

/** "1,500" as 1500; NaN when it is no whole number, which the schema then refuses. */
export function readWhole(text: string): number {
  const bare = text.replaceAll(/[\s,]/g, '');
  return /^-?\d+$/.test(bare) ? Number(bare) : Number.NaN;
}

function readOptional(text: string): number | null {
  return text.trim() === '' ? null : readWhole(text);
}

function writeOptional(value: number | null): string {
  return value === null ? '' : String(value);
}

function readPriceOf(text: string, currency: string): number | null {
  const code = currency.trim().toUpperCase();
  // Without a known currency the schema refuses the currency, whatever the price.
  return readPrice(text, currencyCodes().has(code) ? code : 'USD');
}

/** What is sent. Fields that the form hides, because of what others say, are empty. */
export function toInput(draft: PlanDraft): CreatePlanInput {
  const { billingSource, creditRenewal, ctaType, currency, features, ...texts } = draft;
  const isRollover = creditRenewal === 'rollover';
  const hasLink = ctaType === 'link' || ctaType === 'contact';
  return {
    name: texts.name,
    billingSource,
    clerkId: billingSource === 'clerk' ? texts.clerkId : null,
    credits: readWhole(texts.credits),
    creditRenewal,
    rolloverCapCredits: isRollover ? readOptional(texts.rolloverCapCredits) : null,
    monthlyCreditsOnYearly: texts.monthlyCreditsOnYearly,
    trialCredits: readWhole(texts.trialCredits),
    oneTimeCredits: readWhole(texts.oneTimeCredits),
    pastDueGraceDays: readWhole(texts.pastDueGraceDays),
    uploadMegabytes: readOptional(texts.uploadMegabytes),
    quotaMegabytes: readOptional(texts.quotaMegabytes),
    quotaFiles: readOptional(texts.quotaFiles),
    currency,
    priceMonthlyCents: readPriceOf(texts.priceMonthly, currency),
    priceYearlyCents: readPriceOf(texts.priceYearly, currency),
    description: texts.description,
    features: features.map(({ name, description }) => ({ name, description })),
    badge: texts.badge,
    highlight: texts.highlight,
    ctaType: ctaType === 'none' ? null : ctaType,
    ctaLabel: ctaType === 'none' ? null : texts.ctaLabel,
    ctaUrl: hasLink ? texts.ctaUrl : null,
  };
}

/** The card as far as it can be told from what is typed so far. */
export function toPreview(draft: PlanDraft): PublicPlan {
  const input = toInput(draft);
  const code = draft.currency.trim().toUpperCase();
  const wholeOr0 = (value: number | undefined) => (value && value > 0 ? value : 0);
  const priceOrNone = (cents: number | null | undefined) => (Number.isNaN(cents) ? null : (cents ?? null));
  return {
    id: 'preview',
    clerkId: null,
    name: draft.name.trim() || t('Name'),
    billingSource: draft.billingSource,
    credits: wholeOr0(input.credits),
    creditRenewal: draft.creditRenewal,
    rolloverCapCredits: input.rolloverCapCredits ? wholeOr0(input.rolloverCapCredits) : null,
    monthlyCreditsOnYearly: draft.monthlyCreditsOnYearly,
    trialCredits: wholeOr0(input.trialCredits),
    oneTimeCredits: wholeOr0(input.oneTimeCredits),
    currency: currencyCodes().has(code) ? code : null,
    priceMonthlyCents: priceOrNone(input.priceMonthlyCents),
    priceYearlyCents: priceOrNone(input.priceYearlyCents),
    description: draft.description.trim() || null,
    features: draft.features
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, description }) => ({ name, description: description.trim() || null })),
    badge: draft.badge.trim() || null,
    highlight: draft.highlight,
    ctaType: draft.ctaType === 'none' ? null : draft.ctaType,
    ctaLabel: draft.ctaLabel.trim() || null,
    ctaUrl: input.ctaUrl?.trim() || null,
  };
}
