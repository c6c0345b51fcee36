import { isDeepStrictEqual } from 'node:util';
import type { Known, Request } from './request.ts';
import type { Answer, Told } from './service.ts';

/** One request and everything that came of it. */
export type Sent = {
  request: Request;
  /** The first acknowledgement. */
  told: Told | null;
  refusal: string | null;
  unanswered: number;
};

/** `recovered`: of the acknowledged, those whose change had been made by a call that was never answered. */
export type Counts = Record<
  'sent' | 'calls' | 'acknowledged' | 'recovered' | 'refused' | 'unanswered',
  number
>;

const expectedRefusals = new Set([
  'INSUFFICIENT_CREDITS',
  'REFUND_EXCEEDS_SPEND',
  'HOLD_ENDED',
  'GRANT_ENDED',
]);
const remembered = 20;

/** The client's side of the story: what was sent, and what it was told. */
export class Recorder {
  readonly sent = new Map<string, Sent>();
  readonly counts: Counts = { sent: 0, calls: 0, acknowledged: 0, recovered: 0, refused: 0, unanswered: 0 };
  /** What no fault excuses, in sentences. */
  readonly violations: string[] = [];
  readonly #known = new Map<string, Record<keyof Known, string[]>>();
  readonly #decidedAtMs = new Map<string, number>();
  readonly #underWay = new Set<number>();

  begin(request: Request): Sent {
    const sent: Sent = { request, told: null, refusal: null, unanswered: 0 };
    this.sent.set(request.key, sent);
    this.counts.sent += 1;
    return sent;
  }

  async follow(sent: Sent, call: () => Promise<Answer>): Promise<void> {
    // Distinct from every other call's, so that a set can hold them.
    const startedAtMs = performance.now() + this.counts.calls / 1e9;
    this.counts.calls += 1;
    this.#underWay.add(startedAtMs);
    const answer = await call();
    this.#underWay.delete(startedAtMs);
    this.#note(sent, answer);
  }

  #note(sent: Sent, answer: Answer): void {
    const { key, userId } = sent.request;
    switch (answer.kind) {
      case 'acknowledged':
        this.counts.acknowledged += sent.told ? 0 : 1;
        this.counts.recovered += !sent.told && sent.unanswered > 0 && answer.replayed ? 1 : 0;
        if (sent.told && !isDeepStrictEqual(sent.told, answer.told)) {
          this.violations.push(`${key} was acknowledged in two different ways`);
        }
        if (!sent.told) this.#remember(sent.request, answer.id);
        sent.told ??= answer.told;
        break;
      case 'refused':
        this.counts.refused += 1;
        sent.refusal = answer.code;
        if (!isExpected(sent.request, answer.code))
          this.violations.push(`${key} was refused with ${answer.code}`);
        break;
      case 'unanswered':
        this.counts.unanswered += 1;
        sent.unanswered += 1;
        return;
      case 'unclear':
        sent.unanswered += 1;
        this.violations.push(`${key} failed without saying whether to come again: ${answer.reason}`);
        return;
    }
    this.#decidedAtMs.set(userId, performance.now());
  }

  #remember({ userId, verb }: Request, id: string): void {
    const known = this.knownOf(userId);
    if (verb !== 'spend' && verb !== 'grant' && verb !== 'hold') return;
    this.#known.set(userId, { ...known, [verb]: [...known[verb].slice(1 - remembered), id] });
  }

  /** Recent spends, grants and holds of a user. */
  knownOf(userId: string): Record<keyof Known, string[]> {
    return this.#known.get(userId) ?? { spend: [], grant: [], hold: [] };
  }

  acknowledged(): Sent[] {
    return [...this.sent.values()].filter(({ told }) => told !== null);
  }

  /** Whether, since that instant, every user has been served, and every call older than it has been answered. */
  isServingSince(atMs: number, userIds: readonly string[]): boolean {
    const isOld = (startedAtMs: number) => startedAtMs < atMs;
    return (
      userIds.every((id) => (this.#decidedAtMs.get(id) ?? 0) > atMs) && !this.#underWay.values().some(isOld)
    );
  }
}

/** A grant whose time is over when the database is back was never made. */
function isExpected(request: Request, code: string): boolean {
  if (code === 'INVALID_INPUT') return request.verb === 'grant' && request.expiresAt !== null;
  return expectedRefusals.has(code);
}
