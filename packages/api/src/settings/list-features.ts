import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { defaultCosts } from './feature-catalogue.ts';
import type {
  AdminFeature,
  FeatureList,
  PriceHistory,
  PriceHistoryInput,
  PriceVersionItem,
  ScheduledPrice,
} from './feature-schema.ts';
import { readPrice } from './price.ts';
import { priceInForce } from './price-book.ts';
import {
  findFeature,
  findNextVersion,
  listFeatureRows,
  listPeople,
  listPriceVersions,
  readPriceSources,
} from './repository.ts';
import { listPendingPrices, type ScheduledRow } from './scheduled-repository.ts';
import type { Price } from './schema.ts';
import { loadPriceBook } from './service.ts';

/** The whole catalogue with the prices in force and to come. @throws FORBIDDEN to non-admins. */
export async function listFeatures(ctx: ServiceContext): Promise<FeatureList> {
  requireAdmin(ctx);
  const at = ctx.now();
  const { ignoredOverrides } = await loadPriceBook(ctx.db, at);
  const [rows, sources, scheduled] = await Promise.all([
    listFeatureRows(ctx.db),
    readPriceSources(ctx.db, at),
    listPendingPrices(ctx.db),
  ]);
  const versions = new Map(sources.newestVersions.map(({ featureKey, id }) => [featureKey, id]));
  const items = rows.map((row): AdminFeature => {
    const inForce = priceInForce(row.key, sources.featureCosts, defaultCosts);
    const flat = defaultCosts.get(row.key);
    return {
      ...row,
      isBuiltIn: flat !== undefined,
      price: inForce?.price ?? null,
      priceSource: inForce?.source ?? null,
      priceVersionId: inForce ? (versions.get(row.key) ?? null) : null,
      defaultPrice: flat === undefined ? null : { flat },
      scheduled: scheduled.filter(({ featureKey }) => featureKey === row.key).map(toScheduledPrice),
    };
  });
  return { items, ignoredOverrides };
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getFeature(ctx: ServiceContext, key: string): Promise<AdminFeature> {
  const { items } = await listFeatures(ctx);
  const feature = items.find((item) => item.key === key);
  if (!feature) throw notFound('feature');
  return feature;
}

function toPrice(stored: unknown): Price | null {
  const read = stored === null ? null : readPrice(stored);
  return read && 'price' in read ? read.price : null;
}

function toScheduledPrice(row: ScheduledRow): ScheduledPrice {
  const { id, featureKey, reason, createdById, effectiveFrom, createdAt } = row;
  return { id, featureKey, price: toPrice(row.price), reason, createdById, effectiveFrom, createdAt };
}

const Cursor = z.tuple([z.iso.datetime(), z.string()]);

/**
 * What a feature cost, newest first: who set each price, why, and from when to when it was in force.
 *
 * @throws NOT_FOUND, FORBIDDEN to non-admins, INVALID_INPUT for a foreign cursor.
 */
export async function listPriceHistory(ctx: ServiceContext, input: PriceHistoryInput): Promise<PriceHistory> {
  requireAdmin(ctx);
  const { key, cursor, limit } = input;
  if (!(await findFeature(ctx.db, key))) throw notFound('feature');
  const decoded = cursor ? decodeCursor(Cursor, cursor) : null;
  const after = decoded && { effectiveFrom: new Date(decoded[0]), id: decoded[1] };
  const rows = await listPriceVersions(ctx.db, { featureKey: key, after, take: limit + 1 });
  const { items, nextCursor } = cutPage(rows, limit, (row) => [row.effectiveFrom.toISOString(), row.id]);
  const authors = items.flatMap(({ createdById }) => createdById ?? []);
  const people = new Map((await listPeople(ctx.db, authors)).map((person) => [person.id, person]));
  const first = items[0] ? await findNextVersion(ctx.db, key, items[0]) : null;
  return {
    nextCursor,
    items: items.map(
      ({ createdById, price, ...version }, index): PriceVersionItem => ({
        ...version,
        price: toPrice(price),
        createdBy: createdById === null ? null : (people.get(createdById) ?? null),
        effectiveTo: (index === 0 ? first?.effectiveFrom : items[index - 1]?.effectiveFrom) ?? null,
      }),
    ),
  };
}
