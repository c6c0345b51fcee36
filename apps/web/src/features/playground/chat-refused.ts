import { z } from 'zod';
import { t } from '../../i18n/t.ts';

const Refusal = z.object({ error: z.object({ message: z.string() }) });

/** The server answered a chat with a refusal instead of a stream. Its message is a sentence for people. */
class ChatRefused extends Error {}

/** Like fetch, but an answer that is no stream becomes a ChatRefused. */
export async function fetchChat(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  if (response.ok) return response;
  const body = Refusal.safeParse(await response.json().catch(() => null));
  if (body.success) throw new ChatRefused(body.data.error.message);
  throw new ChatRefused(t('The server failed to answer. Try again.'));
}

export function sentenceOfChatError(error: Error): string {
  if (error instanceof ChatRefused) return error.message;
  // What browsers throw when no answer arrives at all.
  if (error instanceof TypeError)
    return t('The connection broke off. Whatever was charged comes back by itself.');
  return error.message;
}
