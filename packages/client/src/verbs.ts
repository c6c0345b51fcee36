import { type Caller, type CallOptions, createKey } from './caller.ts';
import type {
  CaptureRequest,
  EntriesRequest,
  ExtendRequest,
  GrantRequest,
  HoldRequest,
  OfUser,
  QuoteRequest,
  RefundRequest,
  ReleaseRequest,
  SpendRequest,
  UsageRequest,
  Use,
} from './requests.ts';
import type {
  Balance,
  EntryPage,
  EntryReceipt,
  GrantReceipt,
  HoldReceipt,
  SpendCheck,
  SpendQuote,
  UsageReport,
} from './wire.ts';

function keyed<Request extends { idempotencyKey?: string }>(
  request: Request,
  key: () => string = createKey,
): Request & { idempotencyKey: string } {
  return { ...request, idempotencyKey: request.idempotencyKey ?? key() };
}

/** A refund of all that is left can happen once: so its key is the spend's. Of parts there may be many. */
const refundKey = ({ spendId, amountCredits }: RefundRequest) =>
  amountCredits === undefined ? `refund:${spendId}` : createKey();

/** What programs call with an API key. A hold ends once: so captures and releases take their key from it. */
export function createVerbs(call: Caller) {
  const ask = <Result>(verb: string, input: object, options?: CallOptions) =>
    call<Result>({ path: `verbs.${verb}`, kind: 'query', input }, options);
  const tell = <Result>(verb: string, input: object, options?: CallOptions) =>
    call<Result>({ path: `verbs.${verb}`, kind: 'mutation', input }, options);
  return {
    /** Whether a use could be paid now. Promises nothing: only a spend or a hold decides. */
    check: (use: OfUser & Use, options?: CallOptions) => ask<SpendCheck>('check', use, options),
    /** What a use costs, promised for ten minutes unless told. */
    quote: (use: OfUser & QuoteRequest, options?: CallOptions) => tell<SpendQuote>('quote', use, options),
    /** Charges one use, once per key. */
    spend: (request: OfUser & SpendRequest, options?: CallOptions) =>
      tell<EntryReceipt>('spend', keyed(request), options),
    /** Sets credits aside for work whose cost shows later. */
    hold: (request: OfUser & HoldRequest, options?: CallOptions) =>
      tell<HoldReceipt>('hold', keyed(request), options),
    /** Charges what was used of a hold and ends it. */
    capture: (request: OfUser & CaptureRequest, options?: CallOptions) =>
      tell<EntryReceipt>(
        'capture',
        keyed(request, () => `capture:${request.holdId}`),
        options,
      ),
    /** Ends a hold and returns all of it. */
    release: (request: OfUser & ReleaseRequest, options?: CallOptions) =>
      tell<HoldReceipt>(
        'release',
        keyed(request, () => `release:${request.holdId}`),
        options,
      ),
    /** Lets an open hold live longer. */
    extend: (request: OfUser & ExtendRequest, options?: CallOptions) =>
      tell<HoldReceipt>('extend', keyed(request), options),
    /** Gives back a spend, or a part of it. */
    refund: (request: OfUser & RefundRequest, options?: CallOptions) =>
      tell<EntryReceipt>(
        'refund',
        keyed(request, () => refundKey(request)),
        options,
      ),
    grant: (request: OfUser & GrantRequest, options?: CallOptions) =>
      tell<GrantReceipt>('grant', keyed(request), options),
    balance: (user: OfUser, options?: CallOptions) => ask<Balance>('balance', user, options),
    /** Newest first. */
    entries: (request: OfUser & EntriesRequest, options?: CallOptions) =>
      ask<EntryPage>('entries', request, options),
    usage: (request: OfUser & UsageRequest, options?: CallOptions) =>
      ask<UsageReport>('usage', request, options),
  };
}

export type Verbs = ReturnType<typeof createVerbs>;

/** What a signed-in user's browser calls for their own account. */
export function createOwnVerbs(call: Caller) {
  return {
    /** What a use costs, promised for ten minutes. */
    quote: (use: Use, options?: CallOptions) =>
      call<SpendQuote>({ path: 'credits.quote', kind: 'mutation', input: use }, options),
    /** Charges one use, once per key. */
    spend: (request: SpendRequest, options?: CallOptions) =>
      call<EntryReceipt>({ path: 'credits.spend', kind: 'mutation', input: keyed(request) }, options),
    balance: (options?: CallOptions) =>
      call<Balance>({ path: 'credits.me', kind: 'query', input: undefined }, options),
    /** Newest first. */
    entries: (request: EntriesRequest = {}, options?: CallOptions) =>
      call<EntryPage>({ path: 'credits.history', kind: 'query', input: request }, options),
    usage: (request: UsageRequest = {}, options?: CallOptions) =>
      call<UsageReport>({ path: 'usage.report', kind: 'query', input: request }, options),
  };
}

export type OwnVerbs = ReturnType<typeof createOwnVerbs>;
