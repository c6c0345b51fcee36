import type { Model, Ref, Request } from './model.ts';
import { nextDueAt } from './model-credits.ts';
import type { Call } from './model-verbs.ts';
import type { Intent, Step } from './steps.ts';

/** A user's model, the calls that were made so far, and the clock that all users share. */
export type Player = { model: Model; calls: Call[] };
export type Clock = { now: number };

const noSuchId = 'no-such-id';
const waits = { tick: 1, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Turns a random step into a call about things that exist, most of the time. */
export function resolveStep(step: Step, players: Player[], clock: Clock): { player: number; call: Call } {
  const place = step.user % players.length;
  const player = players[place];
  if (!player) throw new Error('There are no players.');
  clock.now = timeAfter(step, player.model, clock.now);
  const { model, calls } = player;
  const earlier = calls[step.key.pick % Math.max(1, calls.length)];
  const request = requestOf(step.intent, { model, now: clock.now, others: players.length > 1 });
  const call = { key: `key-${calls.length}`, request, at: clock.now };
  if (step.key.use === 'again' && earlier) call.request = earlier.request;
  if (step.key.use !== 'new' && earlier) call.key = earlier.key;
  calls.push(call);
  return { player: place, call };
}

function timeAfter({ wait }: Step, model: Model, now: number): number {
  if (wait !== 'due' && wait !== 'before-due') return now + waits[wait];
  const due = nextDueAt(model) - (wait === 'due' ? 0 : 1);
  return Number.isFinite(due) && due > now ? due : now + 1;
}

type Scene = { model: Model; now: number; others: boolean };

/** One of `all`, rather of the likely ones; sometimes something unknown, or another account's. */
function pickRef(pick: number, likely: number[], all: number[], { others }: Scene): Ref {
  const from = pick % 5 > 0 && likely.length > 0 ? likely : all;
  if (pick % 23 === 0 || from.length === 0) return pick % 2 && others ? `other:${pick}` : noSuchId;
  return from[pick % from.length] ?? noSuchId;
}

function placesOf<Item>(items: Item[], isLikely: (item: Item) => boolean): [number[], number[]] {
  const all = items.map((_, place) => place);
  return [
    all.filter((place) => {
      const item = items[place];
      return item !== undefined && isLikely(item);
    }),
    all,
  ];
}

function requestOf(intent: Intent, scene: Scene): Request {
  const { model, now } = scene;
  const holdRef = (pick: number) =>
    pickRef(pick, ...placesOf(model.holds, ({ status }) => status === 'OPEN'), scene);
  switch (intent.verb) {
    case 'spend':
      return { verb: 'spend', featureKey: intent.feature, quantity: intent.quantity };
    case 'refund': {
      const spends = model.entries.filter(({ kind }) => kind === 'SPEND').map(({ seq }) => seq);
      const spendId = pickRef(
        intent.pick,
        spends,
        model.entries.map(({ seq }) => seq),
        scene,
      );
      const amount = intent.amount === null ? {} : { amountCredits: intent.amount };
      return { verb: 'refund', spendId, ...amount, graceSeconds: intent.seconds };
    }
    case 'hold': {
      const { feature: featureKey, amount: amountCredits, seconds: ttlSeconds } = intent;
      return { verb: 'hold', featureKey, amountCredits, ttlSeconds };
    }
    case 'capture': {
      const { amount, quantity } = intent;
      const holdId = holdRef(intent.pick);
      if (quantity !== null) return { verb: 'capture', holdId, quantity };
      return { verb: 'capture', holdId, ...(amount === null ? {} : { amountCredits: amount }) };
    }
    case 'release':
      return { verb: 'release', holdId: holdRef(intent.pick) };
    case 'extend':
      return { verb: 'extend', holdId: holdRef(intent.pick), ttlSeconds: intent.seconds };
    case 'grant':
      return grantOf(intent, now);
    case 'void': {
      const grantId = pickRef(
        intent.pick,
        ...placesOf(model.grants, ({ voidedAt }) => voidedAt === null),
        scene,
      );
      return { verb: 'void', grantId, reason: 'Given by mistake' };
    }
    case 'delta':
      return { verb: 'adjust', mode: 'delta', deltaCredits: intent.credits, reason: 'A correction' };
    case 'absolute': {
      const { credits: creditsRemaining, expected } = intent;
      const seen = {
        none: {},
        right: { expectedCreditsRemaining: model.creditsRemaining },
        wrong: { expectedCreditsRemaining: model.creditsRemaining + 1 },
      }[expected];
      return { verb: 'adjust', mode: 'absolute', creditsRemaining, ...seen, reason: 'A correction' };
    }
    case 'overdraft':
      return { verb: 'overdraft', overdraftCredits: intent.credits };
    case 'caps':
      return {
        verb: 'caps',
        caps: intent.caps.filter(
          (cap, place, caps) =>
            caps.findIndex((other) => other.period === cap.period && other.featureKey === cap.featureKey) ===
            place,
        ),
      };
  }
}

function grantOf(intent: Extract<Intent, { verb: 'grant' }>, now: number): Request {
  const { amount: amountCredits, priority, startsIn, expiresIn } = intent;
  const startsAt = startsIn === null ? undefined : now + startsIn * 1000;
  const expiresAt =
    expiresIn === null ? undefined : (expiresIn < 0 ? now : (startsAt ?? now)) + expiresIn * 1000;
  const start = startsAt === undefined || (expiresIn ?? 0) < 0 ? {} : { startsAt };
  const end = expiresAt === undefined ? {} : { expiresAt };
  return { verb: 'grant', amountCredits, source: 'PROMOTION', priority, ...start, ...end };
}
