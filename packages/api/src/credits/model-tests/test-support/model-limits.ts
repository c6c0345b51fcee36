import { type Answer, type Cap, type Model, Refusal } from './model.ts';

function periodOf(period: Cap['period'], at: number): { start: number; end: number } {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (period === 'DAY') return { start: Date.UTC(year, month, day), end: Date.UTC(year, month, day + 1) };
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

/** All that ever counted in the period of `at`, added up. */
function usedOf(model: Model, cap: Cap, at: number): number {
  const { start, end } = periodOf(cap.period, at);
  let used = 0;
  for (const use of model.uses) {
    if (cap.featureKey !== null && cap.featureKey !== use.featureKey) continue;
    if (start <= use.at && use.at < end) used += use.credits;
  }
  return used;
}

export function refuseShort(model: Model, required: number): void {
  const available = model.creditsRemaining + model.overdraftCredits;
  if (required > available) {
    throw new Refusal('INSUFFICIENT_CREDITS', { required, available: Math.max(0, available) });
  }
}

export function refuseCapped(model: Model, featureKey: string, required: number, at: number): void {
  for (const cap of model.caps) {
    if (cap.featureKey !== null && cap.featureKey !== featureKey) continue;
    const used = usedOf(model, cap, at);
    if (used + required <= cap.limitCredits) continue;
    const { period, limitCredits: limit } = cap;
    const resetsAt = new Date(periodOf(period, at).end).toISOString();
    throw new Refusal('SPEND_CAP_REACHED', {
      period,
      featureKey: cap.featureKey,
      limit,
      used,
      required,
      resetsAt,
    });
  }
}

export function limitsOf(model: Model, at: number): Answer['limits'] {
  const caps = model.caps.map((cap) => ({
    ...cap,
    usedCredits: usedOf(model, cap, at),
    resetsAt: periodOf(cap.period, at).end,
  }));
  return { overdraftCredits: model.overdraftCredits, caps };
}
