import type { BuiltInFeatureKey } from '../settings/feature-catalogue.ts';
import type { ItemSnapshot } from '../subscriptions/facts.ts';
import type { Persona } from './personas.ts';
import { createRandom, pick, poisson, type Random } from './random.ts';
import { planSubscription } from './subscription.ts';

const dayMs = 86_400_000;
const failureShare = 0.03;

export type DemoEvent = { at: Date; key: string } & (
  | { kind: 'subscription'; eventType: string; snapshot: ItemSnapshot }
  | { kind: 'pack'; amountCredits: number }
  | { kind: 'spend'; featureKey: BuiltInFeatureKey; details: Record<string, string>; refunded: boolean }
);

const topics = [
  'the paper mills of Fabriano',
  'a release note for version 2',
  'why the sky is blue',
  'a polite reminder to a client',
  'the plot of a heist film',
  'a test plan for a checkout',
  'names for a bakery',
  'the history of company scrip',
] as const;

/** Everything that happened to one persona up to `now`, oldest first. The same seed and day give the same events. */
export function planTimeline(persona: Persona, now: Date, seed: number): DemoEvent[] {
  const random = createRandom(seed);
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  const events = planSubscription(persona, today);
  for (let daysAgo = persona.startedDaysAgo; daysAgo >= 0; daysAgo -= 1) {
    const midnight = today - daysAgo * dayMs;
    events.push(...packsOf(persona, daysAgo, midnight), ...operationsOf(persona, daysAgo, midnight, random));
  }
  return events.filter((event) => event.at < now).sort((a, b) => a.at.getTime() - b.at.getTime());
}

function packsOf(persona: Persona, daysAgo: number, midnight: number): DemoEvent[] {
  const packs = persona.packs?.filter((pack) => pack.daysAgo === daysAgo) ?? [];
  return packs.map((pack) => ({
    kind: 'pack',
    at: new Date(midnight + 7.5 * 3_600_000),
    key: `pack-${daysAgo}`,
    amountCredits: pack.credits,
  }));
}

function operationsOf(persona: Persona, daysAgo: number, midnight: number, random: Random): DemoEvent[] {
  const weekday = new Date(midnight).getUTCDay();
  const share = weekday === 0 || weekday === 6 ? persona.weekendShare : 1;
  const count = poisson(random, persona.operationsPerWorkday * share);
  return Array.from({ length: count }, (_, index) => {
    const isImage = random() < persona.imageShare;
    const topic = pick(random, topics);
    return {
      kind: 'spend',
      // Two draws make the middle of the working day the busiest.
      at: new Date(midnight + Math.round((8 + 6 * (random() + random())) * 3_600_000)),
      key: `operation-${daysAgo}-${index}`,
      featureKey: isImage ? 'ai_image_generation' : 'ai_text_chat',
      details: isImage ? { prompt: `An engraving of ${topic}` } : { topic },
      refunded: random() < failureShare,
    };
  });
}
