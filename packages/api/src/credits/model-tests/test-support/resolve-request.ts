import type { Model, Ref, Request } from './model.ts';
import type { Intent } from './steps.ts';

export type Scene = { model: Model; now: number };

/** What an intent asks for, given what exists. Where there is nothing to refer to, it makes something instead. */
export function requestOf(intent: Intent, scene: Scene): Request {
  switch (intent.verb) {
    case 'spend':
      return { verb: 'spend', featureKey: intent.feature, quantity: intent.quantity };
    case 'hold':
      return holdOf(intent.feature, intent.amount, intent.seconds);
    case 'grant':
      return grantOf(intent, scene.now);
    case 'refund':
    case 'void':
      return giveBackOf(intent, scene);
    case 'capture':
    case 'release':
    case 'extend':
      return endingOf(intent, scene);
    case 'delta':
      return { verb: 'adjust', mode: 'delta', deltaCredits: intent.credits, reason: 'A correction' };
    case 'absolute':
      return absoluteOf(intent, scene.model.creditsRemaining);
    case 'overdraft':
      return { verb: 'overdraft', overdraftCredits: intent.credits };
    case 'caps':
      return { verb: 'caps', caps: intent.caps };
  }
}

type Of<Verb extends Intent['verb']> = Extract<Intent, { verb: Verb }>;

/** One of the likely ones, sometimes any, sometimes something unknown or another account's; null if there is none. */
function pickRef(pick: number, likely: number[], all: number[]): Ref | null {
  if (pick % 23 === 7) return pick % 2 ? 'other' : 'no-such-id';
  const from = pick % 5 === 3 ? all : likely;
  return from[pick % from.length] ?? null;
}

function placesOf<Item>(items: Item[], isLikely: (item: Item) => boolean = () => true): number[] {
  return items.flatMap((item, place) => (isLikely(item) ? [place] : []));
}

function giveBackOf(intent: Of<'refund'> | Of<'void'>, { model }: Scene): Request {
  if (intent.verb === 'void') {
    const grantId = pickRef(
      intent.pick,
      placesOf(model.grants, ({ voidedAt }) => voidedAt === null),
      placesOf(model.grants),
    );
    if (grantId !== null) return { verb: 'void', grantId, reason: 'Given by mistake' };
    return { verb: 'grant', amountCredits: 1 + (intent.pick % 40), source: 'PROMOTION', priority: 100 };
  }
  const spends = model.entries.filter((entry) => entry.kind === 'SPEND');
  const standing = spends.filter((spend) => spend.refundedCredits < spend.creditsUsed);
  const all = intent.pick % 2 ? spends : model.entries;
  const spendId = pickRef(
    intent.pick,
    standing.map(({ seq }) => seq),
    all.map(({ seq }) => seq),
  );
  if (spendId === null) {
    return { verb: 'spend', featureKey: 'ai_text_chat', quantity: 1 + (intent.pick % 9) };
  }
  const amount = intent.amount === null ? {} : { amountCredits: intent.amount };
  return { verb: 'refund', spendId, ...amount, graceSeconds: intent.seconds };
}

function endingOf(intent: Of<'capture'> | Of<'release'> | Of<'extend'>, { model }: Scene): Request {
  const open = placesOf(model.holds, ({ status }) => status === 'OPEN');
  const holdId = pickRef(intent.pick, open, placesOf(model.holds));
  if (holdId === null) return holdOf('ai_image_generation', 1 + (intent.pick % 15), 300);
  if (intent.verb === 'release') return { verb: 'release', holdId };
  if (intent.verb === 'extend') return { verb: 'extend', holdId, ttlSeconds: intent.seconds };
  const { amount, quantity } = intent;
  if (quantity !== null) return { verb: 'capture', holdId, quantity };
  return { verb: 'capture', holdId, ...(amount === null ? {} : { amountCredits: amount }) };
}

function holdOf(featureKey: string, amountCredits: number, ttlSeconds: number): Request {
  return { verb: 'hold', featureKey, amountCredits, ttlSeconds };
}

function absoluteOf({ credits, expected }: Of<'absolute'>, actual: number): Request {
  const request = { verb: 'adjust', mode: 'absolute', creditsRemaining: credits } as const;
  const seen = { none: undefined, right: actual, wrong: actual + 1 }[expected];
  const rest = seen === undefined ? {} : { expectedCreditsRemaining: seen };
  return { ...request, ...rest, reason: 'A correction' };
}

function grantOf({ amount, priority, startsIn, expiresIn }: Of<'grant'>, now: number): Request {
  const request = { verb: 'grant', amountCredits: amount, source: 'PROMOTION', priority } as const;
  if (expiresIn !== null && expiresIn < 0) return { ...request, expiresAt: now + expiresIn * 1000 };
  const startsAt = startsIn === null ? now : now + startsIn * 1000;
  const start = startsIn === null ? {} : { startsAt };
  return { ...request, ...start, ...(expiresIn === null ? {} : { expiresAt: startsAt + expiresIn * 1000 }) };
}
