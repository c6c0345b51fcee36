import {
  captureHold,
  grantCredits,
  holdCredits,
  refundSpend,
  releaseHold,
  type ServiceContext,
  spendCredits,
} from '@scrip/api/server';

/** Lives through the month of `handMonth` on an account of `createAccount` that was opened with 100 credits; `setNow` sets the account's clock. */
export async function writeHandMonth({
  userId,
  system,
  setNow,
}: {
  userId: string;
  system: ServiceContext;
  setNow: (at: Date) => void;
}): Promise<void> {
  const at = (instant: string) => setNow(new Date(instant));
  const spend = async (instant: string, featureKey: string) => {
    at(instant);
    return (await spendCredits(system, { userId, featureKey, idempotencyKey: instant })).entry;
  };
  await spend('2026-09-30T23:30:00Z', 'ai_image_generation');
  at('2026-10-05T10:00:00Z');
  await grantCredits(system, {
    userId,
    amountCredits: 50,
    source: 'PROMOTION',
    idempotencyKey: 'promotion',
    expiresAt: new Date('2026-10-20T00:00:00Z'),
  });
  const image = await spend('2026-10-06T09:00:00Z', 'ai_image_generation');
  at('2026-10-06T10:00:00Z');
  const use = { userId, featureKey: 'ai_image_generation' };
  const { hold } = await holdCredits(system, { ...use, idempotencyKey: 'hold' });
  at('2026-10-06T10:05:00Z');
  await captureHold(system, { userId, holdId: hold.id, idempotencyKey: 'capture' });
  at('2026-10-07T08:00:00Z');
  await refundSpend(system, { userId, spendId: image.id, amountCredits: 3, idempotencyKey: 'refund' });
  await spend('2026-10-24T23:30:00Z', 'ai_text_chat');
  await spend('2026-10-25T00:30:00Z', 'ai_text_chat');
  await spend('2026-10-25T01:30:00Z', 'ai_text_chat');
  at('2026-10-30T10:00:00Z');
  const { hold: other } = await holdCredits(system, { ...use, idempotencyKey: 'other hold' });
  await releaseHold(system, { userId, holdId: other.id, idempotencyKey: 'release' });
  await spend('2026-10-31T23:59:00Z', 'ai_image_generation');
  await spend('2026-11-01T00:00:00Z', 'ai_text_chat');
}
