import { isDeepStrictEqual } from 'node:util';
import type { Request } from './request.ts';
import type { Answer, PlainEntry } from './service.ts';

/** One request and everything that came of it. */
export type Sent = {
  request: Request;
  /** The entry of the first acknowledgement. */
  entry: PlainEntry | null;
  refusal: string | null;
  unanswered: number;
};

/** `recovered`: of the acknowledged, those whose change had been made by a call that was never answered. */
export type Counts = Record<
  'sent' | 'calls' | 'acknowledged' | 'recovered' | 'refused' | 'unanswered',
  number
>;

const expectedRefusals = new Set(['INSUFFICIENT_CREDITS', 'REFUND_EXCEEDS_SPEND']);

/** The client's side of the story: what was sent, and what it was told. */
export class Recorder {
  readonly sent = new Map<string, Sent>();
  readonly counts: Counts = { sent: 0, calls: 0, acknowledged: 0, recovered: 0, refused: 0, unanswered: 0 };
  /** What no fault excuses, in sentences. */
  readonly violations: string[] = [];
  readonly #spendIds = new Map<string, string[]>();
  readonly #decidedAtMs = new Map<string, number>();
  readonly #underWay = new Set<number>();

  begin(request: Request): Sent {
    const sent: Sent = { request, entry: null, refusal: null, unanswered: 0 };
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
    const { key, userId, verb } = sent.request;
    switch (answer.kind) {
      case 'acknowledged':
        this.counts.acknowledged += sent.entry ? 0 : 1;
        this.counts.recovered += !sent.entry && sent.unanswered > 0 && answer.replayed ? 1 : 0;
        if (sent.entry && !isDeepStrictEqual(sent.entry, answer.entry)) {
          this.violations.push(`${key} was acknowledged with two different entries`);
        }
        if (verb === 'spend' && !sent.entry) this.#rememberSpend(userId, answer.entry.id);
        sent.entry ??= answer.entry;
        break;
      case 'refused':
        this.counts.refused += 1;
        sent.refusal = answer.code;
        if (!expectedRefusals.has(answer.code))
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

  #rememberSpend(userId: string, spendId: string): void {
    const known = this.#spendIds.get(userId) ?? [];
    this.#spendIds.set(userId, [...known.slice(-20), spendId]);
  }

  /** Recent spends of a user, for refunds. */
  spendIdsOf(userId: string): string[] {
    return this.#spendIds.get(userId) ?? [];
  }

  acknowledged(): Sent[] {
    return [...this.sent.values()].filter(({ entry }) => entry !== null);
  }

  /** Whether, since that instant, every user has been served, and every call older than it has been answered. */
  isServingSince(atMs: number, userIds: readonly string[]): boolean {
    const isOld = (startedAtMs: number) => startedAtMs < atMs;
    return (
      userIds.every((id) => (this.#decidedAtMs.get(id) ?? 0) > atMs) && !this.#underWay.values().some(isOld)
    );
  }
}
