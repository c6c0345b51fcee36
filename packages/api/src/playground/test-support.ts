import type { Database } from '@scrip/database';
import { recordingLogger, type TestAccount } from '@scrip/testing';
import type { InferUIMessageChunk } from 'ai';
import { z } from 'zod';
import { BalanceFeed } from '../credits/balance-feed.ts';
import type { PlaygroundContext } from './context.ts';
import { createPlaygroundModels, type PlaygroundModels, type PlaygroundModelsConfig } from './models.ts';
import type { PlaygroundMessage } from './schema.ts';
import { streamChat } from './stream-chat.ts';

export type Chunk = InferUIMessageChunk<PlaygroundMessage>;

/** The playground of one user, on the demo model without its delays unless the test sets others. */
export function playgroundOf(
  account: TestAccount,
  db: Database,
  config: PlaygroundModelsConfig = {},
): PlaygroundContext & { logger: ReturnType<typeof recordingLogger> } {
  const logger = recordingLogger();
  return {
    ...account.own,
    db,
    logger,
    requestId: 'test',
    balanceFeed: new BalanceFeed({ db, logger }),
    playgroundModels: createPlaygroundModels({ wordDelayMs: 0, ...config }),
  };
}

/** The same models, which count how often they are called. */
export function counting(models: PlaygroundModels): PlaygroundModels & { calls: number } {
  const counted = {
    ...models,
    calls: 0,
    chat: {
      ...models.chat,
      doStream(options: Parameters<PlaygroundModels['chat']['doStream']>[0]) {
        counted.calls += 1;
        return models.chat.doStream(options);
      },
    },
    image: {
      ...models.image,
      doGenerate(options: Parameters<PlaygroundModels['image']['doGenerate']>[0]) {
        counted.calls += 1;
        return models.image.doGenerate(options);
      },
    },
  };
  return counted;
}

export function say(text: string) {
  return [{ role: 'user', parts: [{ type: 'text', text }] }];
}

export function ask(
  ctx: PlaygroundContext,
  body: Record<string, unknown>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Response> {
  return streamChat(ctx, { body: { messages: say('What is a refund?'), ...body }, signal });
}

/** The chunks of a streamed answer as they arrive. */
export async function* chunksOf(response: Response): AsyncGenerator<Chunk> {
  if (!response.body) throw new Error('The response has no body.');
  let pending = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (pending + text).split('\n\n');
    pending = events.pop() ?? '';
    for (const event of events) {
      const data = event.replace(/^data: /, '');
      if (data.startsWith('{')) yield JSON.parse(data);
    }
  }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The part of a refusal that a client acts on. */
export async function readRefusal(
  response: Response,
): Promise<{ message: string; domain: { code: string } }> {
  const Refusal = z.object({
    error: z.object({ message: z.string(), domain: z.looseObject({ code: z.string() }) }),
  });
  return Refusal.parse(await response.json()).error;
}

export async function readAnswer(response: Response) {
  const chunks = await collect(chunksOf(response));
  const charges = chunks.flatMap((chunk) => (chunk.type === 'data-charge' ? [chunk.data] : []));
  const text = chunks.map((chunk) => (chunk.type === 'text-delta' ? chunk.delta : '')).join('');
  const errorText = chunks.find((chunk) => chunk.type === 'error')?.errorText;
  return { chunks, text, errorText, charges, charge: charges.at(-1) };
}

/** What the ledger says of one user: the balance, and the credits of each spend and refund. */
export async function ledgerOf(db: Database, userId: string) {
  const { creditsRemaining } = await db.creditBalance.findUniqueOrThrow({ where: { userId } });
  const entries = await db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
  const creditsOf = (kind: string) =>
    entries.filter((entry) => entry.kind === kind).map((entry) => entry.creditsUsed);
  return { creditsRemaining, spends: creditsOf('SPEND'), refunds: creditsOf('REFUND') };
}
