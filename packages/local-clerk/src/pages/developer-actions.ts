import { z } from 'zod';
import type { LocalBilling } from '../billing/local-billing.ts';
import { paramError } from '../clerk-error.ts';

const DELAY_MS = 60_000;
const EXTENSION_DAYS = 7;

const Action = z.discriminatedUnion('action', [
  z.object({ action: z.literal('advance'), days: z.coerce.number().int().min(1).max(400) }),
  z.object({ action: z.literal('next'), user: z.string().optional() }),
  z.object({
    action: z.literal('decline'),
    user: z.string(),
    count: z.coerce.number().int().min(0).max(20),
  }),
  z.object({
    action: z.literal('checkout'),
    user: z.string(),
    plan: z.string(),
    period: z.enum(['month', 'annual']),
    card: z.enum(['works', 'declined']),
  }),
  z.object({
    action: z.enum(['cancel', 'end', 'resume', 'recover', 'fail-again', 'extend']),
    item: z.string(),
  }),
  z.object({ action: z.enum(['deliver', 'delay', 'drop']), message: z.string() }),
  z.object({ action: z.enum(['hold', 'release']) }),
]);
type Action = z.infer<typeof Action>;
type ItemAction = Extract<Action, { item: string }>;
type MessageAction = Extract<Action, { message: string }>;

/** What the page says after each. The address of the page names the sentence, so that nobody can put words into it. */
const SENTENCES = {
  advanced: 'Time has moved on.',
  nothing: 'Nothing will happen by itself.',
  active: 'The plan is active.',
  trial: 'The free trial has begun.',
  upcoming: 'The plan begins when the present period ends.',
  declined: 'The card was declined.',
  changed: 'Done.',
  accepted: 'The webhook was accepted.',
  refused: 'The webhook was not accepted.',
};
export type Outcome = keyof typeof SENTENCES;

export function sentenceFor(outcome: string): string | null {
  return Object.entries(SENTENCES).find(([name]) => name === outcome)?.[1] ?? null;
}

function actOnItem(billing: LocalBilling, { action, item }: ItemAction): Outcome {
  const verbs: Record<ItemAction['action'], () => unknown> = {
    cancel: () => billing.cancel(item),
    end: () => billing.cancel(item, { endNow: true }),
    resume: () => billing.resume(item),
    recover: () => billing.retryPayment(item),
    'fail-again': () => billing.retryPayment(item, { card: 'declined' }),
    extend: () => billing.extendFreeTrialByDays(item, EXTENSION_DAYS),
  };
  verbs[action]();
  return 'changed';
}

async function actOnMessage({ deliveries }: LocalBilling, action: MessageAction): Promise<Outcome> {
  if (action.action === 'drop') deliveries.drop(action.message);
  if (action.action === 'delay') deliveries.delay(action.message, DELAY_MS);
  if (action.action !== 'deliver') return 'changed';
  const status = await deliveries.deliver(action.message);
  return status !== null && status >= 200 && status < 300 ? 'accepted' : 'refused';
}

/** Does what a form of the page asks for. Throws Clerk's error for a form that fits no verb, and for what is refused. */
export async function act(billing: LocalBilling, form: unknown): Promise<Outcome> {
  const parsed = Action.safeParse(form);
  if (!parsed.success)
    throw paramError('action', 'form_param_format_invalid', 'This form is not understood.');
  const action = parsed.data;
  switch (action.action) {
    case 'advance':
      billing.advanceDays(action.days);
      return 'advanced';
    case 'next':
      return billing.advanceToNext(action.user) ? 'advanced' : 'nothing';
    case 'decline':
      billing.declineNextPayments(action.user, action.count);
      return 'changed';
    case 'checkout': {
      const { user: clerkId, plan: planId, period, card } = action;
      return billing.checkout({ clerkId, planId, period, card });
    }
    case 'hold':
      billing.deliveries.hold();
      return 'changed';
    case 'release':
      billing.deliveries.release();
      return 'changed';
    case 'deliver':
    case 'delay':
    case 'drop':
      return actOnMessage(billing, action);
    default:
      return actOnItem(billing, action);
  }
}
