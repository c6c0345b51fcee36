import fc from 'fast-check';

const feature = fc.constantFrom('ai_text_chat', 'ai_image_generation');
const pick = fc.nat(1000);
const seconds = fc.constantFrom(30, 300, 7200, 100_000);
const cap = fc.record({
  period: fc.constantFrom('DAY' as const, 'MONTH' as const),
  featureKey: fc.option(feature),
  limitCredits: fc.integer({ min: 5, max: 40 }),
});

const caps = fc.uniqueArray(cap, {
  maxLength: 3,
  selector: ({ period, featureKey }) => `${period} ${featureKey}`,
});

/** What a user means to do; `pick` is resolved to something that exists when its turn comes. */
const intents = {
  spend: fc.record({
    verb: fc.constant('spend' as const),
    feature,
    quantity: fc.integer({ min: 1, max: 8 }),
  }),
  refund: fc.record({
    verb: fc.constant('refund' as const),
    pick,
    amount: fc.option(fc.integer({ min: 1, max: 9 })),
    seconds,
  }),
  hold: fc.record({
    verb: fc.constant('hold' as const),
    feature,
    amount: fc.integer({ min: 1, max: 15 }),
    seconds,
  }),
  capture: fc.record({
    verb: fc.constant('capture' as const),
    pick,
    amount: fc.option(fc.nat(20)),
    quantity: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 2 }),
  }),
  release: fc.record({ verb: fc.constant('release' as const), pick }),
  extend: fc.record({ verb: fc.constant('extend' as const), pick, seconds }),
  grant: fc.record({
    verb: fc.constant('grant' as const),
    amount: fc.integer({ min: 1, max: 60 }),
    priority: fc.constantFrom(50, 100),
    startsIn: fc.option(seconds, { freq: 2 }),
    expiresIn: fc.option(
      fc.oneof({ weight: 9, arbitrary: seconds }, { weight: 1, arbitrary: fc.constant(-5) }),
    ),
  }),
  void: fc.record({ verb: fc.constant('void' as const), pick }),
  delta: fc.record({
    verb: fc.constant('delta' as const),
    credits: fc.integer({ min: -20, max: 20 }).map((credits) => credits || 7),
  }),
  absolute: fc.record({
    verb: fc.constant('absolute' as const),
    credits: fc.nat(30),
    expected: fc.constantFrom('none' as const, 'right' as const, 'wrong' as const),
  }),
  overdraft: fc.record({ verb: fc.constant('overdraft' as const), credits: fc.nat(15) }),
  caps: fc.record({ verb: fc.constant('caps' as const), caps }),
};

const weights: Record<keyof typeof intents, number> = {
  spend: 8,
  refund: 5,
  hold: 5,
  capture: 4,
  release: 2,
  extend: 1,
  grant: 5,
  void: 2,
  delta: 2,
  absolute: 1,
  overdraft: 2,
  caps: 3,
};

const intent = fc.oneof(
  ...Object.entries(weights).map(([verb, weight]) => ({
    weight,
    // Keys of `weights` are those of `intents` by its type; Object.entries forgets it.
    arbitrary: intents[verb as keyof typeof intents],
  })),
);
export type Intent = typeof intent extends fc.Arbitrary<infer Value> ? Value : never;

/** How a call's key is chosen: new, or that of an earlier call, with the same request or another one. */
const key = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ use: 'new' as const, pick: 0 }) },
  { weight: 1, arbitrary: fc.record({ use: fc.constant('again' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ use: fc.constant('wrongly' as const), pick }) },
);

/** How much time passes before a step; `due` is the very instant at which something happens by itself. */
const wait = fc.oneof(
  { weight: 12, arbitrary: fc.constant('tick' as const) },
  { weight: 4, arbitrary: fc.constantFrom('due' as const, 'before-due' as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('minute' as const, 'minute' as const, 'hour' as const, 'day' as const),
  },
);

/** How far, in ms, the clock of the process that is called lags behind. */
const lag = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2, 60_000, 3_600_000) },
);

export const step = fc.record({
  user: fc.nat(1),
  wait,
  lag,
  key,
  intent,
  looks: fc.integer({ min: 0, max: 5 }),
});
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
