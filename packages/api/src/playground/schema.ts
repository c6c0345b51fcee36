import type { UIMessage } from 'ai';
import { z } from 'zod';
import { IdempotencyKey } from '../credits/schema.ts';

export const MAX_CHAT_MESSAGES = 40;
export const MAX_CHAT_BYTES = 16_384;
export const MAX_PROMPT_LENGTH = 2000;

/** How the demo model can be made to fail, so that anyone can watch the refund. */
export const demoFailures = ['fail-at-start', 'fail-midway', 'hang', 'empty'] as const;
export const DemoFailure = z.enum(demoFailures);
export type DemoFailure = z.infer<typeof DemoFailure>;

const ChatMessage = z.object({
  role: z.enum(['user', 'assistant']),
  /** Only text is sent on to the model; other parts, such as our own data parts, are left out. */
  parts: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).max(200),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export function textOf(message: ChatMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}

function bytesOf(messages: ChatMessage[]): number {
  return new TextEncoder().encode(messages.map(textOf).join('')).byteLength;
}

export const ChatInput = z.strictObject({
  messages: z
    .array(ChatMessage)
    .min(1, 'Write a message first.')
    .max(MAX_CHAT_MESSAGES, `A chat has at most ${MAX_CHAT_MESSAGES} messages. Start a new one.`)
    .refine((messages) => bytesOf(messages) <= MAX_CHAT_BYTES, {
      message: `A chat has at most ${MAX_CHAT_BYTES / 1024} kB of text. Start a new one.`,
    })
    .refine(
      (messages) => {
        const last = messages.at(-1);
        return last?.role === 'user' && textOf(last).trim() !== '';
      },
      { message: 'The last message must be yours, and must not be empty.' },
    ),
  /** One per answer: the same key never runs the model, or charges, twice. */
  idempotencyKey: IdempotencyKey,
  demoFailure: DemoFailure.optional(),
});
export type ChatInput = z.infer<typeof ChatInput>;

export const ImageInput = z.strictObject({
  prompt: z
    .string()
    .trim()
    .min(1, 'Say what to paint.')
    .max(MAX_PROMPT_LENGTH, `A prompt has at most ${MAX_PROMPT_LENGTH} characters.`),
  idempotencyKey: IdempotencyKey,
  demoFailure: DemoFailure.optional(),
});
export type ImageInput = z.infer<typeof ImageInput>;

export const ImageAnswer = z.object({
  imageDataUrl: z.string(),
  mediaType: z.string(),
  /** The spend that paid for the picture. */
  entryId: z.string(),
  creditsUsed: z.int(),
  /** The picture among the user's files; null: it could not be kept. */
  fileId: z.string().nullable(),
});
export type ImageAnswer = z.infer<typeof ImageAnswer>;

/** Why a charged answer was not delivered; `stopped`: its reader went away. */
export const FailureKind = z.enum(['failed', 'timeout', 'empty', 'stopped']);
export type FailureKind = z.infer<typeof FailureKind>;

export const ChargeState = z.object({
  entryId: z.string(),
  creditsUsed: z.int(),
  /** `refund-pending`: the refund could not be written yet and is being retried. */
  status: z.enum(['charged', 'refunded', 'refund-pending']),
  failure: FailureKind.nullable(),
});
/** What an answer cost, and whether it came back. Streamed as the data part `charge`, first when charged, then when settled. */
export type ChargeState = z.infer<typeof ChargeState>;

export type ChatMetadata = { inputTokens?: number | undefined; outputTokens?: number | undefined };

/** What `useChat` of the AI SDK holds. */
export type PlaygroundMessage = UIMessage<ChatMetadata, { charge: ChargeState }>;

export const PlaygroundConfig = z.object({
  provider: z.string(),
  isDemo: z.boolean(),
  chatModelName: z.string(),
  imageModelName: z.string(),
  /** Empty with a real provider: only the demo model fails on request. */
  demoFailures: z.array(DemoFailure),
  limits: z.object({ firstTokenMs: z.int(), answerMs: z.int(), imageMs: z.int() }),
});
export type PlaygroundConfig = z.infer<typeof PlaygroundConfig>;
