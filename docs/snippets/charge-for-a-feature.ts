import { isScripError, type Scrip } from '@scrip/client';

export async function answerChat(
  scrip: Scrip,
  message: { id: string; userId: string; text: string },
  askModel: (text: string, signal: AbortSignal) => Promise<string>,
) {
  try {
    return await scrip.metered(
      message.userId,
      'ai_text_chat',
      ({ signal }) => askModel(message.text, signal),
      { idempotencyKey: message.id },
    );
  } catch (error) {
    if (!isScripError(error, 'INSUFFICIENT_CREDITS')) throw error;
    const { required, available } = error.details;
    return `${required - available} more credits are needed.`;
  }
}
