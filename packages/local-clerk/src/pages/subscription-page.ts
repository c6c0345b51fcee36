import type { BillingSubscriptionItemJSON } from '@clerk/backend';
import type { LocalPayment } from '../billing/local-billing.ts';
import { PATH } from '../context.ts';
import { checkoutUrl } from './checkout-page.ts';
import { type Html, html } from './html.ts';
import { day, dollars, instant, type Page } from './page.ts';

const STATUS_WORDS: Record<BillingSubscriptionItemJSON['status'], string> = {
  active: 'Active',
  canceled: 'Canceled, runs until the end of the period',
  past_due: 'Payment failed',
  upcoming: 'Begins later',
  incomplete: 'Not paid yet',
  ended: 'Ended',
  expired: 'Expired',
  abandoned: 'Abandoned',
};

export function describeStatus({ status, is_free_trial }: BillingSubscriptionItemJSON): string {
  return status === 'active' && is_free_trial ? 'Free trial' : STATUS_WORDS[status];
}

const SUMS: Record<string, (item: BillingSubscriptionItemJSON) => string | null> = {
  Plan: ({ plan, plan_id }) => plan?.name ?? plan_id ?? null,
  Status: describeStatus,
  Period: ({ period_start, period_end }) =>
    period_end === null ? `since ${day(period_start)}` : `${day(period_start)} to ${day(period_end)}`,
  'Next payment': ({ next_payment }) =>
    next_payment ? `${dollars(next_payment.amount.amount)} on ${day(next_payment.date)}` : null,
};

function itemTable(item: BillingSubscriptionItemJSON): Html {
  const rows = Object.entries(SUMS).map(([label, read]) => ({ label, value: read(item) }));
  return html`<dl>${rows.map(
    ({ label, value }) => value !== null && html`<div class="sum"><dt>${label}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function paymentTable(payments: LocalPayment[]): Html {
  if (payments.length === 0) return html`<p class="muted">No payments yet.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Payments"><table>
  <thead><tr><th>Time</th><th>Amount</th><th>Result</th><th>Kind</th></tr></thead>
  <tbody>${payments.map(
    ({ at, amountCents, status, chargeType }) =>
      html`<tr><td>${instant(at)}</td><td>${dollars(amountCents)}</td><td>${status}</td><td>${chargeType}</td></tr>`,
  )}</tbody></table></div>`;
}

type ReceiptView = {
  item: BillingSubscriptionItemJSON;
  payment: LocalPayment | undefined;
  returnTo: string;
};

export function receiptPage({ item, payment, returnTo }: ReceiptView): Page {
  const paid = payment?.status === 'paid' ? payment : null;
  const name = item.plan?.name ?? 'the plan';
  const titles: Partial<Record<typeof item.status, string>> = { upcoming: `${name} begins later` };
  const body = html`<section class="card">
    ${paid && html`<p class="big">${dollars(paid.amountCents)}</p><p class="muted">Paid on ${instant(paid.at)}. Receipt <span class="mono">${paid.id}</span></p>`}
    ${itemTable(item)}
  </section>
  <p class="row"><a class="button" href="${returnTo}">Back to the app</a>
  <a href="${PATH}/subscription">Your subscription</a></p>`;
  return { title: titles[item.status] ?? `You are on ${name}`, body };
}

function verbs(item: BillingSubscriptionItemJSON): Html | null {
  const verb = (
    action: string,
    label: string,
    look = '',
  ) => html`<form method="post" action="${PATH}/subscription">
    <input type="hidden" name="action" value="${action}"><input type="hidden" name="item" value="${item.id}">
    <button class="${look}">${label}</button></form>`;
  if (item.status === 'canceled') return verb('resume', 'Resume');
  const canCancel = item.period_end !== null && ['active', 'past_due', 'upcoming'].includes(item.status);
  return canCancel ? verb('cancel', 'Cancel', 'risky') : null;
}

type SubscriptionView = { items: BillingSubscriptionItemJSON[]; payments: LocalPayment[] };

/** What a user sees of their own subscription, with the verbs that Clerk's profile would have. */
export function subscriptionPage({ items, payments }: SubscriptionView): Page {
  const isShown = ({ status }: BillingSubscriptionItemJSON) =>
    !['ended', 'abandoned', 'expired'].includes(status);
  const shown = items.filter(isShown);
  const body = html`${shown.map((item) => {
    const isOwed = item.status === 'past_due' && item.plan_id;
    const pay = isOwed ? checkoutUrl(isOwed, item.plan_period, `${PATH}/subscription`) : null;
    return html`<section class="card">${itemTable(item)}
      <div class="row">${verbs(item)}${pay && html`<a class="button" href="${pay}">Pay what is owed</a>`}</div></section>`;
  })}
  ${shown.length === 0 && html`<p>You have no plan.</p>`}
  <p><a href="${PATH}/checkout?return_to=/">Choose a plan</a></p>
  <section class="card"><h2>Payments</h2>${paymentTable(payments)}</section>
  <p><a href="/">Back to the app</a></p>`;
  return { title: 'Your subscription', body };
}
