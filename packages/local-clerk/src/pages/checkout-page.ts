import type { BillingPlan } from '../billing/plan.ts';
import type { CheckoutQuote } from '../billing/quote.ts';
import type { PlanPeriod } from '../billing/records.ts';
import { PATH } from '../context.ts';
import { type Html, html } from './html.ts';
import { day, dollars, type Page } from './page.ts';

export type CheckoutView = {
  quote: CheckoutQuote;
  period: PlanPeriod;
  returnTo: string;
  isDeclined: boolean;
};

export function checkoutUrl(planId: string, period: PlanPeriod, returnTo: string): string {
  return `${PATH}/checkout?${new URLSearchParams({ plan: planId, period, return_to: returnTo })}`;
}

/** Month and year, where a plan is sold by both. */
function periodSwitch({ quote: { plan }, period, returnTo }: CheckoutView): Html | null {
  if (!plan.fee || !plan.annual_fee) return null;
  const link = (
    value: PlanPeriod,
    label: string,
  ) => html`<a class="button" href="${checkoutUrl(plan.id, value, returnTo)}"
    ${value === period ? html`aria-current="true"` : null}>${label}</a>`;
  return html`<nav class="row" aria-label="Billing period">${link('month', 'Monthly')}${link('annual', 'Yearly')}</nav>`;
}

function whatHappens({ kind, startAt, trialEndAt, priceCents }: CheckoutQuote): string {
  const sentences = {
    'pay now': 'The plan begins now.',
    'start trial': `Free until ${day(trialEndAt ?? startAt)}, then ${dollars(priceCents)} unless you cancel before.`,
    'switch later': `You keep your present plan until ${day(startAt)}. This one begins then.`,
    resume: 'You canceled this plan. It goes on as before; nothing is due now.',
    'pay what is owed': 'The last payment failed. Pay it to go on.',
  };
  return sentences[kind];
}

function buttonLabel({ kind, dueNowCents, startAt }: CheckoutQuote): string {
  const labels = {
    'pay now': `Pay ${dollars(dueNowCents)}`,
    'start trial': 'Start free trial',
    'switch later': `Switch on ${day(startAt)}`,
    resume: 'Resume the plan',
    'pay what is owed': `Pay ${dollars(dueNowCents)}`,
  };
  return labels[kind];
}

function summary({ plan, priceCents, proration, dueNowCents }: CheckoutQuote, period: PlanPeriod): Html {
  const { amountCents, daysRemaining } = proration;
  const credit = html`<div class="sum"><dt>Unused ${daysRemaining} days of your plan</dt><dd>−${dollars(amountCents)}</dd></div>`;
  return html`<dl>
    <div class="sum"><dt>${plan.name}, per ${period === 'month' ? 'month' : 'year'}</dt><dd>${dollars(priceCents)}</dd></div>
    ${amountCents > 0 && credit}
    <div class="sum"><dt>Due now</dt><dd>${dollars(dueNowCents)}</dd></div>
  </dl>`;
}

const CARD_CHOICE = html`<fieldset><legend>Test card</legend>
  <label class="choice"><input type="radio" name="card" value="works" checked> A card that works</label>
  <label class="choice"><input type="radio" name="card" value="declined"> A card that is declined</label>
</fieldset>`;

export function checkoutPage(view: CheckoutView): Page {
  const { quote, period, returnTo, isDeclined } = view;
  const { plan, kind } = quote;
  const needsCard = kind !== 'switch later' && kind !== 'resume';
  const body = html`
  ${isDeclined && html`<p class="notice error" role="alert">The card was declined. Nothing was charged; try again or use another card.</p>`}
  ${periodSwitch(view)}
  <form method="post" action="${PATH}/checkout" class="card">
    <input type="hidden" name="plan" value="${plan.id}">
    <input type="hidden" name="period" value="${period}">
    <input type="hidden" name="return_to" value="${returnTo}">
    ${plan.description ? html`<p class="muted">${plan.description}</p>` : null}
    ${summary(quote, period)}
    <p>${whatHappens(quote)}</p>
    ${needsCard ? CARD_CHOICE : html`<input type="hidden" name="card" value="works">`}
    <button class="main wide">${buttonLabel(quote)}</button>
  </form>
  <p><a href="${returnTo}">Back without buying</a></p>`;
  return { title: kind === 'resume' ? `Resume ${plan.name}` : `Subscribe to ${plan.name}`, body };
}

/** Where somebody arrives who has not chosen yet. */
export function choicePage(plans: BillingPlan[], returnTo: string): Page {
  const body = html`${plans.map(
    (plan) => html`<section class="card"><h2>${plan.name}</h2>
    ${plan.description ? html`<p class="muted">${plan.description}</p>` : null}
    <p class="row">
      ${plan.fee ? html`<a class="button" href="${checkoutUrl(plan.id, 'month', returnTo)}">${dollars(plan.fee.amount)} per month</a>` : null}
      ${plan.annual_fee ? html`<a class="button" href="${checkoutUrl(plan.id, 'annual', returnTo)}">${dollars(plan.annual_fee.amount)} per year</a>` : null}
    </p></section>`,
  )}${plans.length === 0 && html`<p>There is nothing to buy.</p>`}
  <p><a href="${returnTo}">Back without buying</a></p>`;
  return { title: 'Choose a plan', body };
}
