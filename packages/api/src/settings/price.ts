import { DomainError, invalidInput } from '../errors.ts';
import { sentenceOf } from '../validation.ts';
import { FlatCost, FlatPrice, MAX_COST, PerUnitPrice, type Price } from './schema.ts';

/** What a price looks at. Units are those of the feature: tokens, images, seconds. */
export type PricedUse = { quantity?: number | undefined; model?: string | undefined };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a price as an admin wrote it, a plain number for a flat one; otherwise says in one sentence what is wrong. */
export function readPrice(value: unknown): { price: Price } | { flaw: string } {
  if (!isRecord(value)) {
    const flat = FlatCost.safeParse(value);
    if (flat.success) return { price: { flat: flat.data } };
    return { flaw: 'The cost must be a whole number of credits, 0 or more.' };
  }
  const schema = 'flat' in value ? FlatPrice : PerUnitPrice;
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { price: parsed.data }
    : { flaw: `The price is ill-formed. ${sentenceOf(parsed.error)}` };
}

/**
 * What one use costs, exactly: the fraction of credits is rounded up once, after the model's multiplier and before the
 * minimum. A flat price looks at neither quantity nor model. A price that names models refuses a model it does not
 * name, so that a new, dearer model is never sold at another's price; a use that names none pays the plain price.
 *
 * @throws UNKNOWN_MODEL; INVALID_INPUT naming `quantity` when it is missing or costs more than a spend can take.
 */
export function computeCost(price: Price, { quantity, model }: PricedUse): number {
  if ('flat' in price) return price.flat;
  if (quantity === undefined) {
    throw invalidInput('quantity', 'This feature is priced by quantity; say how many units were used.');
  }
  const { credits, units } = price.perUnit;
  const divisor = BigInt(units) * 100n;
  const exact = BigInt(quantity) * BigInt(credits) * BigInt(multiplierOf(price, model));
  const roundedUp = (exact + divisor - 1n) / divisor;
  const minimum = BigInt(price.minimumCredits ?? 0);
  const cost = roundedUp > minimum ? roundedUp : minimum;
  if (cost > MAX_COST) {
    throw invalidInput(
      'quantity',
      `${quantity} units cost ${cost} credits; one spend takes at most ${MAX_COST}.`,
    );
  }
  return Number(cost);
}

function multiplierOf({ models }: PerUnitPrice, model: string | undefined): number {
  if (!models || model === undefined) return 100;
  const entry = Object.hasOwn(models, model) ? models[model] : undefined;
  if (entry) return entry.multiplierPercent;
  const known = Object.keys(models);
  const message = `This feature has no price for the model "${model}". Known models: ${known.join(', ')}.`;
  throw new DomainError('UNKNOWN_MODEL', message, { model, known });
}
