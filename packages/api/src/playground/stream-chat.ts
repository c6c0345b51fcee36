import { createUIMessageStreamResponse, type InferUIMessageChunk, type ModelMessage, streamText } from 'ai';
import { requireUser } from '../authorization.ts';
import { toErrorResponse } from '../error-mapping.ts';
import { isDomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { type PlaygroundContext, requireDemoFor } from './context.ts';
import { deliver, Undelivered, type Watch } from './deliver.ts';
import { demoOptions } from './demo-failure.ts';
import { failureSentence } from './failure-sentence.ts';
import { loggableError } from './loggable-error.ts';
import { type Charge, openCharge } from './meter.ts';
import { ChatInput, type ChatMetadata, type PlaygroundMessage, textOf } from './schema.ts';

type Chunk = InferUIMessageChunk<PlaygroundMessage>;

const instructions =
  'You are the assistant in the playground of Scrip, a credit ledger for AI apps. Answer briefly and plainly.';

/**
 * Charges `ai_text_chat`, then streams the answer as the AI SDK's UI message stream; the data part `charge` tells the
 * entry, its credits and, when the answer fails, the refund. Refunds exactly once when the model fails, says nothing
 * or takes too long, when `signal` aborts, and when the body is cancelled.
 *
 * Never throws: what is refused before the stream begins is answered as `{ error: { message, domain } }` with the
 * status and shape of a tRPC error, uncharged.
 *
 * @param request.body what the client sent, unchecked: `ChatInput`.
 * @param request.signal aborts when the client's connection closes; after the answer it has no effect.
 */
export async function streamChat(
  ctx: PlaygroundContext,
  request: { body: unknown; signal: AbortSignal },
): Promise<Response> {
  try {
    const { userId } = requireUser(ctx);
    const input = parseInput(ChatInput, request.body);
    const { playgroundModels: models } = ctx;
    requireDemoFor(models, input.demoFailure);
    const charge = await openCharge(
      ctx,
      {
        userId,
        featureKey: 'ai_text_chat',
        idempotencyKey: input.idempotencyKey,
        details: { model: models.chatModelName },
      },
      models,
    );
    const stream = streamAnswer(ctx, { input, charge, signal: request.signal });
    return createUIMessageStreamResponse({ stream, keepAliveMs: 10_000 });
  } catch (error) {
    if (!isDomainError(error)) ctx.logger.error({ error: loggableError(error) }, 'A playground chat failed');
    return toErrorResponse(error, ctx.requestId);
  }
}

type Paid = { input: ChatInput; charge: Charge; signal: AbortSignal };

function streamAnswer(ctx: PlaygroundContext, { input, charge, signal }: Paid): ReadableStream<Chunk> {
  const { limits, openCharges } = ctx.playgroundModels;
  const cancelled = new AbortController();
  const terms = {
    reader: AbortSignal.any([signal, cancelled.signal]),
    firstPieceMs: limits.firstTokenMs,
    wholeMs: limits.answerMs,
    logger: ctx.logger,
  };

  async function run(controller: ReadableStreamDefaultController<Chunk>): Promise<void> {
    const write = (chunk: Chunk) => {
      if (!cancelled.signal.aborted) controller.enqueue(chunk);
    };
    write({ type: 'start' });
    write({ type: 'data-charge', id: 'charge', data: charge.state });
    const delivery = await deliver(charge, terms, (watch) => pipeAnswer(ctx, input, write, watch));
    if (delivery.failure === null) {
      write({ type: 'finish', messageMetadata: delivery.value });
    } else {
      write({ type: 'data-charge', id: 'charge', data: delivery.charge });
      write({ type: 'error', errorText: failureSentence(delivery.failure, delivery.charge) });
    }
    if (!cancelled.signal.aborted) controller.close();
  }

  return new ReadableStream<Chunk>({
    start: (controller) => void openCharges.track(run(controller)),
    cancel: () => cancelled.abort(),
  });
}

/** Copies the model's text into the stream. @throws Undelivered('empty') for an answer without text. */
async function pipeAnswer(
  ctx: PlaygroundContext,
  input: ChatInput,
  write: (chunk: Chunk) => void,
  { signal, began }: Watch,
): Promise<ChatMetadata> {
  const result = streamText({
    model: ctx.playgroundModels.chat,
    instructions,
    messages: toModelMessages(input),
    providerOptions: demoOptions(input.demoFailure),
    abortSignal: signal,
    // The stream carries the error too; without this the SDK prints it, prompt included.
    onError: () => undefined,
  });
  const id = 'answer';
  let text = '';
  for await (const part of result.stream) {
    if (part.type === 'error') throw part.error;
    if (part.type === 'reasoning-delta') began();
    if (part.type === 'text-delta' && part.text !== '') {
      began();
      if (text === '') write({ type: 'text-start', id });
      text += part.text;
      write({ type: 'text-delta', id, delta: part.text });
    }
    if (part.type !== 'finish') continue;
    // The SDK says `other`, without the provider's own word for it, when a stream ends before its end was announced.
    const isCut = part.finishReason === 'other' && part.rawFinishReason === undefined;
    if (isCut || part.finishReason === 'error') throw new Error('The provider broke off its answer.');
    if (text.trim() === '') throw new Undelivered('empty');
    write({ type: 'text-end', id });
    const { inputTokens, outputTokens } = part.totalUsage;
    return { inputTokens, outputTokens };
  }
  throw new Error('The provider ended its answer without finishing it.');
}

function toModelMessages({ messages }: ChatInput): ModelMessage[] {
  return messages
    .map((message) => ({ role: message.role, content: textOf(message) }))
    .filter((message) => message.content.trim() !== '');
}
