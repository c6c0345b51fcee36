import { setTimeout as delay } from 'node:timers/promises';
import { createRandom, pick, type Random } from './random.ts';
import type { Recorder, Sent } from './recorder.ts';
import { type Request, randomRequest } from './request.ts';
import type { Service } from './service.ts';

export type LoadOptions = {
  service: Service;
  recorder: Recorder;
  userIds: string[];
  seed: number;
  /** Distinct among everything that ever writes to these users. */
  keyPrefix: string;
};

const clients = 24;
// Longer each time: hundreds of idle tries a second would take the processor from what is to come back.
const retryPausesMs = [25, 50, 100, 200];
const patienceMs = 30_000;
/** Of the requests, sent twice at once, as an impatient client does. */
const doubledShare = 0.05;

/** Clients that each send one request after another, and each until it is decided, with the same key. */
export class Load {
  readonly #options: LoadOptions;
  readonly #random: Random;
  #running: Promise<unknown> = Promise.resolve();
  #isStopping = false;
  #giveUpAtMs = Number.POSITIVE_INFINITY;
  #count = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed);
  }

  /** Gives every user something to spend. */
  async open(amountCredits: number): Promise<void> {
    this.#giveUpAtMs = performance.now() + patienceMs;
    await Promise.all(
      this.#options.userIds.map((userId) =>
        this.#decide({ ...this.#next(userId), verb: 'grant', amountCredits, expiresAt: null }),
      ),
    );
  }

  start(): void {
    this.#isStopping = false;
    this.#giveUpAtMs = Number.POSITIVE_INFINITY;
    this.#running = Promise.all(Array.from({ length: clients }, () => this.#client()));
  }

  /** Begins nothing new and resolves when every request is decided, or has been given up after half a minute. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#giveUpAtMs = performance.now() + patienceMs;
    await this.#running;
  }

  /** Resolves when `count` more requests have been acknowledged. */
  progress(count: number): Promise<void> {
    return this.#reaches('acknowledged', count);
  }

  /** Resolves when `count` more calls have gone unanswered. */
  failures(count: number): Promise<void> {
    return this.#reaches('unanswered', count);
  }

  async #reaches(name: 'acknowledged' | 'unanswered', more: number): Promise<void> {
    const { counts, violations } = this.#options.recorder;
    const target = counts[name] + more;
    const deadlineMs = performance.now() + patienceMs;
    while (counts[name] < target) {
      await delay(2);
      if (performance.now() < deadlineMs) continue;
      violations.push(`there were not ${more} calls ${name} within half a minute`);
      return;
    }
  }

  async #client(): Promise<void> {
    const { userIds, recorder } = this.#options;
    while (!this.#isStopping) {
      const userId = pick(this.#random, userIds) ?? '';
      await this.#decide(randomRequest(this.#random, this.#next(userId), recorder.knownOf(userId)));
    }
  }

  #next(userId: string): { userId: string; key: string } {
    this.#count += 1;
    return { userId, key: `${this.#options.keyPrefix}-${this.#count}` };
  }

  async #decide(request: Request): Promise<void> {
    const { recorder, service } = this.#options;
    const sent = recorder.begin(request);
    const copies = this.#random() < doubledShare ? 2 : 1;
    const send = () => recorder.follow(sent, () => service.call(request));
    await Promise.all(Array.from({ length: copies }, send));
    for (let tries = 0; !isDecided(sent); tries += 1) {
      if (performance.now() > this.#giveUpAtMs) {
        recorder.violations.push(`${request.key} was never decided`);
        return;
      }
      await delay(retryPausesMs[Math.min(tries, retryPausesMs.length - 1)]);
      await send();
    }
  }
}

function isDecided({ told, refusal }: Sent): boolean {
  return told !== null || refusal !== null;
}
