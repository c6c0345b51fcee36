import { between, pick, type Random } from './random.ts';

type Common = { userId: string; key: string };

/** One change of a balance that the load asks for, under a key that it keeps until the answer is known. */
export type Request = Common &
  (
    | { verb: 'spend'; featureKey: keyof typeof prices; details: { note: string } }
    | { verb: 'refund'; spendId: string; amountCredits: number }
    | { verb: 'grant'; amountCredits: number }
    | { verb: 'adjust'; deltaCredits: number }
  );

const prices = { ai_text_chat: 1, ai_image_generation: 5 };

/** What the entry of a request must say, whatever the service says: positive when credits leave. */
export function creditsUsedBy(request: Request): number {
  switch (request.verb) {
    case 'spend':
      return prices[request.featureKey];
    case 'refund':
    case 'grant':
      return -request.amountCredits;
    case 'adjust':
      return -request.deltaCredits;
  }
}

/**
 * A random request: mostly spends, and slightly less given than taken, so that balances run dry now and then and
 * refusals are part of the load.
 */
export function randomRequest(random: Random, common: Common, spendIds: readonly string[]): Request {
  const dice = random();
  const spendId = pick(random, spendIds);
  if (dice < 0.12 && spendId) {
    return { ...common, verb: 'refund', spendId, amountCredits: between(random, 1, 2) };
  }
  if (dice < 0.22) return { ...common, verb: 'grant', amountCredits: between(random, 1, 20) };
  if (dice < 0.3) {
    const deltaCredits = between(random, 1, 10) * (random() < 0.5 ? -1 : 1);
    return { ...common, verb: 'adjust', deltaCredits };
  }
  const featureKey = random() < 0.8 ? 'ai_text_chat' : 'ai_image_generation';
  return { ...common, verb: 'spend', featureKey, details: { note: `run ${between(random, 1, 1_000)}` } };
}
