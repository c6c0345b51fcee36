import { type Answer, type Model, Refusal, type Request } from './model.ts';
import { addGrant, giveCreditsBack, hasEnded, post } from './model-credits.ts';
import { viewEntry } from './model-views.ts';

/** Takes the last credits of a spend back, as if it had been smaller; those of ended grants return with grace. */
export function refund(
  model: Model,
  { spendId, amountCredits, graceSeconds }: Extract<Request, { verb: 'refund' }>,
  at: number,
): Partial<Answer> {
  const spend = typeof spendId === 'number' ? model.entries[spendId - 1] : undefined;
  if (spend?.kind !== 'SPEND') throw new Refusal('NOT_FOUND');
  const refundable = spend.creditsUsed - spend.refundedCredits;
  const credits = amountCredits ?? refundable;
  if (refundable === 0 || credits > refundable) {
    throw new Refusal('REFUND_EXCEEDS_SPEND', { requested: amountCredits ?? spend.creditsUsed, refundable });
  }
  const payers = spend.payers.slice(refundable - credits, refundable);
  spend.refundedCredits += credits;
  const isLapsed = (payer: number | null) => {
    const grant = payer === null ? undefined : model.grants[payer];
    return grant !== undefined && hasEnded(grant, at);
  };
  const entry = post(model, {
    kind: 'REFUND',
    featureKey: spend.featureKey,
    creditsUsed: -credits,
    at,
    payers: payers.filter((payer) => !isLapsed(payer)),
  });
  model.uses.push({ featureKey: spend.featureKey, credits: -credits, at: spend.countsSince });
  const lapsed = giveCreditsBack(model, payers, at);
  for (const origin of new Set(lapsed)) {
    addGrant(model, {
      amountCredits: lapsed.filter((payer) => payer === origin).length,
      priority: model.grants[origin]?.priority ?? 100,
      expiresAt: at + graceSeconds * 1000,
      createdAt: at,
      entrySeq: entry.seq,
      origin,
    });
  }
  return { entry: viewEntry(entry) };
}
