import { between, pick, type Random } from './random.ts';

type Common = { userId: string; key: string };

/** One change of an account that the load asks for, under a key that it keeps until the answer is known. */
export type Request = Common &
  (
    | { verb: 'spend'; featureKey: keyof typeof prices; details: { note: string } }
    | { verb: 'refund'; spendId: string; amountCredits: number }
    /** `expiresAt` as text; null: never. */
    | { verb: 'grant'; amountCredits: number; expiresAt: string | null }
    | { verb: 'void'; grantId: string }
    | { verb: 'adjust'; deltaCredits: number }
    | { verb: 'hold'; amountCredits: number; ttlSeconds: number }
    | { verb: 'capture'; holdId: string; amountCredits: number }
    | { verb: 'release'; holdId: string }
  );

/** What a user has been told of, newest last, for requests that need it. */
export type Known = Record<'spend' | 'grant' | 'hold', readonly string[]>;

const prices = { ai_text_chat: 1, ai_image_generation: 5 };
const longestLifeMs = 6_000;

/**
 * What the entry of a request must say, whatever the service says: positive when credits leave, 0 where there is none.
 * Null: what a void removes is what is left by then.
 */
export function creditsUsedBy(request: Request): number | null {
  switch (request.verb) {
    case 'spend':
      return prices[request.featureKey];
    case 'capture':
      return request.amountCredits;
    case 'refund':
    case 'grant':
      return -request.amountCredits;
    case 'adjust':
      return -request.deltaCredits;
    case 'hold':
    case 'release':
      return 0;
    case 'void':
      return null;
  }
}

/**
 * A random request: mostly spends, and slightly less given than taken, so that balances run dry now and then and
 * refusals are part of the load. Half of the grants, and every hold, end by themselves within seconds.
 */
export function randomRequest(random: Random, common: Common, known: Known): Request {
  const dice = random();
  const [spendId, grantId, holdId] = [
    pick(random, known.spend),
    pick(random, known.grant),
    pick(random, known.hold),
  ];
  const few = between(random, 1, 8);
  if (dice < 0.1 && spendId)
    return { ...common, verb: 'refund', spendId, amountCredits: between(random, 1, 2) };
  if (dice < 0.2)
    return { ...common, verb: 'grant', amountCredits: 3 * few, expiresAt: randomExpiry(random) };
  if (dice < 0.26) return { ...common, verb: 'adjust', deltaCredits: random() < 0.5 ? -few : few };
  if (dice < 0.36) return { ...common, verb: 'hold', amountCredits: few, ttlSeconds: between(random, 1, 6) };
  if (dice < 0.44 && holdId) return { ...common, verb: 'capture', holdId, amountCredits: few };
  if (dice < 0.49 && holdId) return { ...common, verb: 'release', holdId };
  if (dice < 0.51 && grantId) return { ...common, verb: 'void', grantId };
  const featureKey = random() < 0.8 ? 'ai_text_chat' : 'ai_image_generation';
  return { ...common, verb: 'spend', featureKey, details: { note: `run ${between(random, 1, 1_000)}` } };
}

function randomExpiry(random: Random): string | null {
  if (random() < 0.5) return null;
  return new Date(Date.now() + between(random, 500, longestLifeMs)).toISOString();
}
