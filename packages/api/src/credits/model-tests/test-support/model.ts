/** One of the account's own things by its place in the model's list, or the id of something that is not the account's. */
export type Ref = number | string;

/** What one unit of each feature costs in these tests. */
export const creditsPerUnit: Record<string, number> = { ai_text_chat: 1, ai_image_generation: 2 };

export type Cap = { period: 'DAY' | 'MONTH'; featureKey: string | null; limitCredits: number };

/** What a caller asks for, with the names of the real fields, so that a conflict can name them. Instants are in ms. */
export type Request =
  | { verb: 'spend'; featureKey: string; quantity: number }
  | { verb: 'refund'; spendId: Ref; amountCredits?: number; graceSeconds: number }
  | { verb: 'hold'; featureKey: string; amountCredits: number; ttlSeconds: number }
  | { verb: 'capture'; holdId: Ref; amountCredits?: number; quantity?: number }
  | { verb: 'release'; holdId: Ref }
  | { verb: 'extend'; holdId: Ref; ttlSeconds: number }
  | {
      verb: 'grant';
      amountCredits: number;
      source: 'PROMOTION';
      priority: number;
      startsAt?: number;
      expiresAt?: number;
    }
  | { verb: 'void'; grantId: Ref; reason: string }
  | { verb: 'adjust'; mode: 'delta'; deltaCredits: number; reason: string }
  | {
      verb: 'adjust';
      mode: 'absolute';
      creditsRemaining: number;
      expectedCreditsRemaining?: number;
      reason: string;
    }
  | { verb: 'overdraft'; overdraftCredits: number }
  | { verb: 'caps'; caps: Cap[] };

/** Which grant a single credit is of; null: the overdraft stands in for it. */
export type Payer = number | null;

export type EntryView = {
  seq: number;
  kind: 'SPEND' | 'REFUND' | 'GRANT' | 'EXPIRY' | 'ADJUSTMENT';
  featureKey: string | null;
  creditsUsed: number;
  balanceAfter: number;
  at: number;
};

export type ModelEntry = EntryView & {
  /** One for each credit that left, in the order in which they burnt, or that came back. */
  payers: Payer[];
  refundedCredits: number;
  /** When the credits of a spend were first set aside. */
  countsSince: number;
};

/** What a call made. The real id decides the order of those alike in all else; empty until it is known. */
type Made = { madeBy: string; createdAt: number; id: string };

export type ModelGrant = Made & {
  amountCredits: number;
  remainingCredits: number;
  priority: number;
  startsAt: number;
  expiresAt: number | null;
  voidedAt: number | null;
  /** The entry that gave its credits; null before it starts. */
  entrySeq: number | null;
  origin: number | null;
};

export type HoldView = {
  featureKey: string;
  amountCredits: number;
  capturedCredits: number;
  status: 'OPEN' | 'CAPTURED' | 'RELEASED' | 'EXPIRED';
  expiresAt: number;
  endedAt: number | null;
  createdAt: number;
};

export type ModelHold = HoldView & Made & { payers: Payer[] };

/** Credits that count towards caps, in the period of `at`. */
export type Use = { featureKey: string | null; credits: number; at: number };

export type Answer = {
  entry: EntryView | null;
  /** As it was answered. */
  hold: HoldView | null;
  /** Which grant is spoken of. */
  grant: number | null;
  limits: { overdraftCredits: number; caps: (Cap & { usedCredits: number; resetsAt: number })[] } | null;
};

export type Outcome =
  | ({ ok: true; replayed: boolean } & Answer)
  | { ok: false; code: string; details: object };

/**
 * What one account is, written as plainly as can be: every credit that was ever paid is an item of a list. Nothing is
 * settled later, nothing is counted along the way, and nothing is shared with the code that it judges.
 */
export type Model = {
  creditsRemaining: number;
  creditsHeld: number;
  overdraftCredits: number;
  entries: ModelEntry[];
  grants: ModelGrant[];
  holds: ModelHold[];
  caps: Cap[];
  uses: Use[];
  keys: Map<string, { request: Request; answer: Answer }>;
  /** The key of the call that is under way. */
  caller: string;
  /** The real ids of grants and holds by their names, as far as they are known. */
  ids: Map<string, string>;
};

/** What tells grants apart, whatever their instants: one call makes one grant of an origin at most. */
export function nameOf(model: Model, { madeBy, origin }: Pick<ModelGrant, 'madeBy' | 'origin'>): string {
  const replaced = origin === null ? undefined : model.grants[origin];
  return replaced ? `${madeBy} for ${nameOf(model, replaced)}` : madeBy;
}

/** In the order in which they are dealt with where that is all that decides. */
export function oldestFirst<Item extends Made>(items: Item[]): Item[] {
  return items.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

export function newModel(): Model {
  return {
    creditsRemaining: 0,
    creditsHeld: 0,
    overdraftCredits: 0,
    entries: [],
    grants: [],
    holds: [],
    caps: [],
    uses: [],
    keys: new Map(),
    caller: '',
    ids: new Map(),
  };
}

/** How a request is refused. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: object;

  constructor(code: string, details: object = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
