import { createScripClient, domainErrorOf } from '@scrip/client/trpc';

export async function chargeForChat(url: string, getToken: () => Promise<string | null>, messageId: string) {
  const scrip = createScripClient({ url, getToken });
  try {
    return await scrip.credits.spend.mutate({ featureKey: 'ai_text_chat', idempotencyKey: messageId });
  } catch (error) {
    const refusal = domainErrorOf(error);
    if (refusal?.code !== 'INSUFFICIENT_CREDITS') throw error;
    return { missing: refusal.required - refusal.available };
  }
}
