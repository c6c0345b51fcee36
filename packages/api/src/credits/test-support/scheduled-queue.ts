import type fc from 'fast-check';
import { expect } from 'vitest';
import type { SettledVerdict } from '../settled-spends.ts';
import { type FinalVerdict, SpendQueue, type SpendQueueOptions } from '../spend-queue.ts';
import type { SpendDraft } from '../spend-statement.ts';

/** What the database makes of a spend. `later`: undecided the first time, as when its account is due. */
export type Fate = 'accepted' | 'insufficient' | 'later' | 'poison';

export type Request = { userId: string; idempotencyKey: string; fate: Fate };

type Answer = { kind: FinalVerdict['kind'] } | { error: string };

export function draftOf({ userId, idempotencyKey }: Omit<Request, 'fate'>, nth: number): SpendDraft {
  return {
    id: String(nth),
    userId,
    idempotencyKey,
    requestHash: 'hash',
    actorId: null,
    apiKeyId: null,
    details: null,
    at: new Date('2026-01-01'),
    costCredits: 1,
    featureKey: 'ai_text_chat',
    operationType: 'AI_TEXT_CHAT',
    priceVersionId: 'version',
    quantity: null,
    model: null,
  };
}

const lost = () => new Error('Connection terminated unexpectedly');

/**
 * A queue whose statements begin and end when the scheduler says so, on a database that decides like the real one: of
 * each user's spends those up to the first that it does not accept. Statements that break a rule of the queue fail the
 * test.
 */
export function scheduledQueue(
  scheduler: fc.Scheduler,
  requests: Request[],
  options: Partial<SpendQueueOptions> & { losesConnectionAt?: number | undefined } = {},
) {
  const { losesConnectionAt = Number.NaN, ...queueOptions } = options;
  const { maxBatches = 2, maxBatchItems = 128 } = queueOptions;
  const busy = new Set<string>();
  const postponed = new Set<string>();
  const taken: string[] = [];
  const decided: SpendDraft[] = [];
  let underWay = 0;
  let statements = 0;

  const decide = (drafts: SpendDraft[]): SettledVerdict[] => {
    const stopped = new Set<string>();
    return drafts.map((draft) => {
      const fate = requests[Number(draft.id)]?.fate;
      const isPostponed = fate === 'later' && !postponed.has(draft.id);
      if (stopped.has(draft.userId)) return { kind: 'undecided' };
      if (isPostponed) postponed.add(draft.id);
      if (isPostponed || fate === 'insufficient') stopped.add(draft.userId);
      if (isPostponed) return { kind: 'undecided' };
      decided.push(draft);
      if (fate === 'insufficient') return { kind: 'insufficient', availableCredits: 0 };
      return { kind: 'accepted', seq: 1, balanceAfter: 0, details: null, timestamp: new Date(0) };
    });
  };
  const write = async (drafts: SpendDraft[]) => {
    const nth = statements++;
    expect(++underWay, 'statements at once').toBeLessThanOrEqual(maxBatches);
    expect(drafts.length, 'spends in a statement').toBeLessThanOrEqual(maxBatchItems);
    const places = drafts.map(({ userId, idempotencyKey }) => `${userId}/${idempotencyKey}`);
    expect(new Set(places).size, 'no key twice in a statement').toBe(places.length);
    const users = new Set(drafts.map(({ userId }) => userId));
    for (const userId of users) {
      expect(busy.has(userId), 'no user in two statements at once').toBe(false);
      busy.add(userId);
    }
    taken.push(...drafts.map(({ id }) => id));
    await scheduler.schedule(Promise.resolve(), `statement ${nth}`);
    underWay -= 1;
    for (const userId of users) busy.delete(userId);
    if (nth === losesConnectionAt || nth === losesConnectionAt + 1) throw lost();
    const poison = drafts.find(({ id }) => requests[Number(id)]?.fate === 'poison');
    if (poison) throw new Error(`poison ${poison.id}`);
    return decide(drafts);
  };
  // The injected write stands in front of the database, so the client is never used.
  const queue = new SpendQueue({ db: {} as SpendQueueOptions['db'], write, ...queueOptions });
  const submit = async (nth: number, request: Request): Promise<Answer> => {
    try {
      const { kind } = await queue.submit(draftOf(request, nth));
      return { kind };
    } catch (error) {
      return { error: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
    }
  };
  return { queue, submit, taken, decided, postponed };
}
