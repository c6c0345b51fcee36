import type { DomainErrorShape } from '@scrip/api';
import { z } from 'zod';

const Refusal = z.object({
  error: z.object({ message: z.string(), domain: z.looseObject({ code: z.string() }).nullable() }),
});

/** The server answered a chat with a refusal instead of a stream. Its message is a sentence for people. */
export class ChatRefused extends Error {
  readonly code: DomainErrorShape['code'] | string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }
}

/** Like fetch, but an answer that is no stream becomes a ChatRefused. */
export async function fetchChat(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  if (response.ok) return response;
  const body = Refusal.safeParse(await response.json().catch(() => null));
  if (body.success) throw new ChatRefused(body.data.error.message, body.data.error.domain?.code ?? null);
  throw new ChatRefused('The server failed to answer. Nothing more is known; try again.', null);
}

export function sentenceOfChatError(error: Error): string {
  if (error instanceof ChatRefused) return error.message;
  // What browsers throw when no answer arrives at all.
  if (error instanceof TypeError)
    return 'The connection broke off. Whatever was charged comes back by itself.';
  return error.message;
}
