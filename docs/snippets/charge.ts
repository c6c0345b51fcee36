import { refundSpend, type ServiceContext, spendCredits } from '@scrip/api/server';

export async function answerFor(
  scrip: ServiceContext,
  request: { userId: string; id: string; prompt: string },
  askModel: (prompt: string) => Promise<string>,
): Promise<string> {
  const { userId, id: idempotencyKey, prompt } = request;
  const { entry } = await spendCredits(scrip, { userId, featureKey: 'ai_text_chat', idempotencyKey });
  try {
    return await askModel(prompt);
  } catch (error) {
    await refundSpend(scrip, { userId, spendId: entry.id, idempotencyKey: `refund:${entry.id}` });
    throw error;
  }
}
