import { Readable } from 'node:stream';
import { generateImage, NoImageGeneratedError } from 'ai';
import { requireUser } from '../authorization.ts';
import { DomainError } from '../errors.ts';
import { storeFile } from '../storage/receive-upload.ts';
import { parseInput } from '../validation.ts';
import { type PlaygroundContext, requireDemoFor } from './context.ts';
import { deliver, Undelivered } from './deliver.ts';
import { demoOptions } from './demo-failure.ts';
import { failureSentence } from './failure-sentence.ts';
import { loggableError } from './loggable-error.ts';
import { openCharge } from './meter.ts';
import { type ImageAnswer, ImageInput } from './schema.ts';

/**
 * Charges `ai_image_generation`, then has a picture made. Refunds exactly once when the model fails, makes nothing or
 * takes too long, and when `signal` aborts first.
 *
 * @throws UPSTREAM_FAILED when no picture came, saying whether the refund is written yet; ALREADY_CHARGED,
 * INSUFFICIENT_CREDITS, INVALID_INPUT and UNAUTHENTICATED without a charge.
 */
export async function createImage(
  ctx: PlaygroundContext,
  request: ImageInput,
  signal: AbortSignal = new AbortController().signal,
): Promise<ImageAnswer> {
  const { userId } = requireUser(ctx);
  const input = parseInput(ImageInput, request);
  const { playgroundModels: models } = ctx;
  requireDemoFor(models, input.demoFailure);
  const charge = await openCharge(
    ctx,
    {
      userId,
      featureKey: 'ai_image_generation',
      idempotencyKey: input.idempotencyKey,
      details: { model: models.imageModelName },
    },
    models,
  );
  const { imageMs } = models.limits;
  const terms = { reader: signal, firstPieceMs: imageMs, wholeMs: imageMs, logger: ctx.logger };
  const delivery = await models.openCharges.track(
    deliver(charge, terms, (watch) => paint(ctx, input, watch.signal)),
  );
  if (delivery.failure !== null) {
    const { failure, charge: state } = delivery;
    const refunded = state.status === 'refunded';
    throw new DomainError('UPSTREAM_FAILED', failureSentence(failure, state), { refunded });
  }
  const fileId = await keepPicture(ctx, userId, input.prompt, delivery.value);
  return { ...delivery.value, entryId: charge.spend.id, creditsUsed: charge.spend.creditsUsed, fileId };
}

/** The picture as a file of the user; null where it could not be kept: it was delivered all the same. */
async function keepPicture(
  ctx: PlaygroundContext,
  userId: string,
  prompt: string,
  { imageDataUrl, mediaType }: { imageDataUrl: string; mediaType: string },
): Promise<string | null> {
  if (!ctx.storage) return null;
  const bytes = Buffer.from(imageDataUrl.slice(imageDataUrl.indexOf(',') + 1), 'base64');
  try {
    const { file } = await storeFile(ctx, userId, {
      name: `${prompt.slice(0, 60)}.${mediaType.replace('image/', '')}`,
      sizeBytes: bytes.length,
      bytes: Readable.from([bytes]),
      signal: AbortSignal.timeout(60_000),
      source: 'playground',
    });
    return file.id;
  } catch (error) {
    ctx.logger.warn({ error: loggableError(error), userId }, 'A generated picture was not kept as a file');
    return null;
  }
}

async function paint(ctx: PlaygroundContext, input: ImageInput, signal: AbortSignal) {
  try {
    const { image } = await generateImage({
      model: ctx.playgroundModels.image,
      prompt: input.prompt,
      providerOptions: demoOptions(input.demoFailure),
      abortSignal: signal,
    });
    if (image.uint8Array.length === 0) throw new Undelivered('empty');
    const { mediaType } = image;
    return { imageDataUrl: `data:${mediaType};base64,${image.base64}`, mediaType };
  } catch (error) {
    if (NoImageGeneratedError.isInstance(error)) throw new Undelivered('empty');
    throw error;
  }
}
