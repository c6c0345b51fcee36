import { z } from 'zod';
import { OperationType, operationTypes, Reason } from '../credits/schema.ts';
import { Instant } from '../instants.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { line } from '../plans/plan-fields-schema.ts';
import { RowId } from '../row-id.ts';
import { FlatCost, Price } from './schema.ts';

/** Entries of these are written by Scrip itself and charge no feature. */
const reserved: readonly OperationType[] = ['ADMIN_ADJUSTMENT', 'CREDIT_GRANT', 'CREDIT_EXPIRY'];

/** What a feature may record its entries as. */
export const featureOperationTypes = operationTypes.filter((type) => !reserved.includes(type));

/** How an admin names a new feature. */
const NewFeatureKey = z
  .string()
  .max(64, 'A key has at most 64 characters.')
  .regex(
    /^[a-z][a-z0-9_]*$/,
    'A key begins with a small letter; small letters, digits and underscores may follow.',
  );

const FeatureOperationType = OperationType.refine(
  (type) => featureOperationTypes.includes(type),
  'Entries of this operation type are written by Scrip itself.',
);

const fields = {
  name: line('A name', 80).min(1, 'Give the feature a name.'),
  description: line('A description', 500)
    .transform((text) => text || null)
    .nullable()
    .default(null),
  tags: z
    .array(line('A tag', 40).min(1, 'A tag must not be empty.'))
    .max(20, 'At most 20 tags.')
    .transform((tags) => [...new Set(tags)])
    .default([]),
  workspaceId: line('A workspace', 64).min(1, 'Name the workspace.').default('default'),
  operationType: FeatureOperationType.default('CUSTOM'),
  unit: line('A unit', 40).min(1, 'Name the unit.').default('operation'),
};

/** A structured price, or the plain number of a flat one. */
export const PriceInput = z
  .union([FlatCost.transform((flat) => ({ flat })), Price])
  .refine(
    (price) =>
      'flat' in price || Object.values(price.models ?? {}).every((model) => model.multiplierPercent > 0),
    'A multiplier of 0 % gives the model away: leave the model out, or make the feature free.',
  );

export const CreateFeatureInput = z.strictObject({
  ...fields,
  key: NewFeatureKey,
  /** Without one the feature cannot be used until it is priced. */
  price: PriceInput.nullable().default(null),
  reason: Reason.optional(),
});
export type CreateFeatureInput = z.input<typeof CreateFeatureInput>;

const Version = z.int('Say which version the change is based on.');

/** The whole feature as it is to be, based on the `version` that the admin saw. The key stays. */
export const UpdateFeatureInput = z.strictObject({
  ...fields,
  key: RowId,
  version: Version,
  reason: Reason.optional(),
});
export type UpdateFeatureInput = z.input<typeof UpdateFeatureInput>;

export const ArchiveFeatureInput = z.strictObject({ key: RowId, version: Version, reason: Reason });
export type ArchiveFeatureInput = z.infer<typeof ArchiveFeatureInput>;

export const SetPriceInput = z.strictObject({
  key: RowId,
  version: Version,
  /** Null: back to the default of the code; a feature without one is not for sale then. */
  price: PriceInput.nullable(),
  reason: Reason,
  /** At once unless told; never in the past. */
  effectiveFrom: Instant.optional(),
});
export type SetPriceInput = z.input<typeof SetPriceInput>;

export const CancelPriceInput = z.strictObject({ id: RowId, reason: Reason });
export type CancelPriceInput = z.infer<typeof CancelPriceInput>;

export const ScheduledPrice = z.object({
  id: z.string(),
  featureKey: z.string(),
  price: Price.nullable(),
  reason: z.string(),
  createdById: z.string().nullable(),
  effectiveFrom: z.date(),
  createdAt: z.date(),
});
export type ScheduledPrice = z.infer<typeof ScheduledPrice>;

export const AdminFeature = z.object({
  id: z.string(),
  key: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  tags: z.array(z.string()),
  operationType: OperationType,
  unit: z.string(),
  active: z.boolean(),
  version: z.int(),
  /** The code refers to it. */
  isBuiltIn: z.boolean(),
  /** What it costs now, also while archived; null: it has no price. */
  price: Price.nullable(),
  priceSource: z.enum(['default', 'override']).nullable(),
  /** Null until the price was in force once. */
  priceVersionId: z.string().nullable(),
  /** What the code says it costs; null for features that admins added. */
  defaultPrice: Price.nullable(),
  /** Prices to come, the next first. */
  scheduled: z.array(ScheduledPrice),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type AdminFeature = z.infer<typeof AdminFeature>;

export const FeatureList = z.object({
  items: z.array(AdminFeature),
  /** Entries of AdminSettings.featureCosts that have no effect. */
  ignoredOverrides: z.array(z.object({ featureKey: z.string(), message: z.string() })),
});
export type FeatureList = z.infer<typeof FeatureList>;

export const PriceHistoryInput = z.strictObject({
  key: RowId,
  cursor: z.string().max(300).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type PriceHistoryInput = z.infer<typeof PriceHistoryInput>;

/** A price that was in force, or is. */
export const PriceVersionItem = z.object({
  id: z.string(),
  featureKey: z.string(),
  price: Price.nullable(),
  effectiveFrom: z.date(),
  /** Null: it is in force, unless the feature was archived or lost its price. */
  effectiveTo: z.date().nullable(),
  reason: z.string().nullable(),
  createdBy: z
    .object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
  createdAt: z.date(),
});
export type PriceVersionItem = z.infer<typeof PriceVersionItem>;

export const PriceHistory = z.object({
  items: z.array(PriceVersionItem),
  nextCursor: z.string().nullable(),
});
export type PriceHistory = z.infer<typeof PriceHistory>;
