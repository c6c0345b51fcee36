import type { Plan as PlanRow } from '@scrip/database';
import { z } from 'zod';
import { billingSources, creditRenewals, ctaTypes, type PlanFeature } from './plan-fields-schema.ts';
import type { Plan } from './schema.ts';

const isBillingSource = z.enum(billingSources);
const isCreditRenewal = z.enum(creditRenewals);
const isCtaType = z.enum(ctaTypes).nullable();

/** Plans of the app that Scrip grew from carry plain texts, or objects with more in them. */
const StoredFeature = z.union([
  z.string().transform((name) => ({ name, description: null })),
  z.object({ name: z.string(), description: z.string().nullish() }),
]);

function toFeatures(stored: unknown): PlanFeature[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item) => {
    const { data } = StoredFeature.safeParse(item);
    return data ? [{ name: data.name, description: data.description ?? null }] : [];
  });
}

/** The CHECKs of the table leave no other texts in the columns that are enumerations here. */
export function toPlan({ sortOrder: _, ...row }: PlanRow): Plan {
  return {
    ...row,
    features: toFeatures(row.features),
    billingSource: isBillingSource.parse(row.billingSource),
    creditRenewal: isCreditRenewal.parse(row.creditRenewal),
    ctaType: isCtaType.parse(row.ctaType),
  };
}
