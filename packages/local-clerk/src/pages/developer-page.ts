import type { BillingSubscriptionItemJSON } from '@clerk/backend';
import type { LocalDelivery } from '../billing/local-billing.ts';
import type { BillingPlan } from '../billing/plan.ts';
import { PATH } from '../context.ts';
import { type Html, html } from './html.ts';
import { day, instant, type Page } from './page.ts';
import { describeStatus } from './subscription-page.ts';

export type Subscriber = {
  clerkId: string;
  email: string;
  declinesLeft: number;
  items: BillingSubscriptionItemJSON[];
};

export type DeveloperView = {
  now: Date;
  isHeld: boolean;
  subscribers: Subscriber[];
  users: { clerkId: string; email: string }[];
  plans: BillingPlan[];
  deliveries: LocalDelivery[];
  said: { text: string; isError: boolean } | null;
};

const SHOWN = 40;

type Fields = Record<string, string>;

function form(fields: Fields, content: Html): Html {
  return html`<form method="post" action="${PATH}/billing" class="row end">${Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${content}</form>`;
}

function button(label: string, fields: Fields, about = ''): Html {
  const name = about ? html` aria-label="${label}: ${about}"` : null;
  return form(fields, html`<button${name}>${label}</button>`);
}

function clockCard({ now }: DeveloperView): Html {
  const days = html`<label class="field">Days <input type="number" name="days" value="1" min="1" max="400" required></label>
    <button>Move time on</button>`;
  return html`<section class="card" aria-labelledby="clock"><h2 id="clock">Clock</h2>
  <p>Billing’s clock says <strong>${instant(now)}</strong>. It can be moved on, for everybody, not back.</p>
  <div class="row end">${form({ action: 'advance' }, days)}${button('To the next event', { action: 'next' })}</div></section>`;
}

function itemVerbs({ id, status, is_free_trial }: BillingSubscriptionItemJSON, about: string): Html[] {
  const verbs: [string, string, BillingSubscriptionItemJSON['status'][]][] = [
    ['cancel', 'Cancel', ['active', 'upcoming', 'past_due']],
    ['end', 'End now', ['active', 'canceled']],
    ['resume', 'Resume', ['canceled']],
    ['recover', 'Payment succeeds', ['past_due']],
    ['fail-again', 'Payment fails again', ['past_due']],
  ];
  const fitting = verbs.filter(([, , statuses]) => statuses.includes(status));
  const buttons = fitting.map(([action, label]) => button(label, { action, item: id }, about));
  return is_free_trial
    ? [...buttons, button('Extend trial by 7 days', { action: 'extend', item: id }, about)]
    : buttons;
}

function subscriberCard({ clerkId, email, declinesLeft, items }: Subscriber): Html {
  const declines = declinesLeft === 1 ? 'The next payment fails.' : `The next ${declinesLeft} payments fail.`;
  return html`<section class="card"><h2>${email}</h2>
  <div class="scroll" tabindex="0" role="region" aria-label="Items of ${email}"><table>
  <thead><tr><th>Plan</th><th>Status</th><th>Period</th><th>Verbs</th></tr></thead>
  <tbody>${items.slice(0, 6).map(
    (
      item,
    ) => html`<tr><td>${item.plan?.name ?? item.plan_id ?? '?'}, ${item.plan_period === 'annual' ? 'yearly' : 'monthly'}</td>
    <td>${describeStatus(item)}</td>
    <td>${day(item.period_start)} to ${item.period_end === null ? 'further notice' : day(item.period_end)}</td>
    <td><div class="row">${itemVerbs(item, `${item.plan?.name ?? ''} of ${email}`)}</div></td></tr>`,
  )}</tbody></table></div>
  ${declinesLeft > 0 && html`<p>${declines}</p>`}
  <div class="row">${button('To the next event', { action: 'next', user: clerkId }, email)}
  ${button('Fail the next payment', { action: 'decline', user: clerkId, count: String(declinesLeft + 1) }, email)}
  ${declinesLeft > 0 && button('Let payments succeed', { action: 'decline', user: clerkId, count: '0' }, email)}</div></section>`;
}

function subscribeCard({ users, plans }: DeveloperView): Html {
  const fields = html`<label class="field">User <select name="user">${users.map(
    ({ clerkId, email }) => html`<option value="${clerkId}">${email}</option>`,
  )}</select></label>
  <label class="field">Plan <select name="plan">${plans.map(
    ({ id, name }) => html`<option value="${id}">${name}</option>`,
  )}</select></label>
  <label class="field">Period <select name="period"><option value="month">Monthly</option><option value="annual">Yearly</option></select></label>
  <label class="field">Card <select name="card"><option value="works">Works</option><option value="declined">Is declined</option></select></label>
  <button>Subscribe or switch</button>`;
  return html`<section class="card" aria-labelledby="subscribe"><h2 id="subscribe">Subscribe a user, or switch plans</h2>
  ${users.length > 0 && plans.length > 0 ? form({ action: 'checkout' }, fields) : html`<p class="muted">This needs a user and a plan.</p>`}</section>`;
}

function deliveryVerbs({ id, status, type }: LocalDelivery): Html[] {
  if (status !== 'waiting') return [button('Replay', { action: 'deliver', message: id }, type)];
  return [
    button('Deliver now', { action: 'deliver', message: id }, type),
    button('Delay by a minute', { action: 'delay', message: id }, type),
    button('Drop', { action: 'drop', message: id }, type),
  ];
}

function attemptWords({ attempts, notBefore, status }: LocalDelivery): string {
  const answers = attempts.map((attempt) => attempt.status ?? 'no answer').join(', ');
  const delay = status === 'waiting' && notBefore ? `not before ${instant(notBefore)}` : '';
  return [answers, delay].filter(Boolean).join('; ') || 'none yet';
}

function deliveriesCard({ deliveries, isHeld, users }: DeveloperView): Html {
  const emails = new Map(users.map(({ clerkId, email }) => [clerkId, email]));
  const waiting = deliveries.filter(({ status }) => status === 'waiting').slice(0, SHOWN);
  const done = deliveries.filter(({ status }) => status !== 'waiting').slice(0, SHOWN);
  const rows = [...waiting, ...done].map(
    (
      delivery,
    ) => html`<tr><td>${delivery.type}<br><details><summary class="small">Body</summary><pre class="mono">${delivery.body}</pre></details></td>
    <td>${emails.get(delivery.clerkId) ?? delivery.clerkId}</td><td>${delivery.status}</td><td>${attemptWords(delivery)}</td>
    <td><div class="row">${deliveryVerbs(delivery)}</div></td></tr>`,
  );
  return html`<section class="card" aria-labelledby="deliveries"><h2 id="deliveries">Deliveries</h2>
  <p>${isHeld ? 'Webhooks are held: each waits for you. Deliver them in any order.' : 'Webhooks are sent by themselves, in order for each user, until they are accepted.'}</p>
  <div>${isHeld ? button('Send by itself again', { action: 'release' }) : button('Hold all webhooks', { action: 'hold' })}</div>
  <div class="scroll" tabindex="0" role="region" aria-label="Delivery log"><table>
  <thead><tr><th>Event</th><th>User</th><th>State</th><th>Answers</th><th>Verbs</th></tr></thead><tbody>${rows}</tbody></table></div>
  ${deliveries.length === 0 && html`<p class="muted">Webhooks will be listed here.</p>`}</section>`;
}

export function developerPage(view: DeveloperView): Page {
  const { said, subscribers } = view;
  const notice =
    said &&
    html`<p class="notice${said.isError ? ' error' : ''}" role="${said.isError ? 'alert' : 'status'}">${said.text}</p>`;
  const body = html`${notice}${clockCard(view)}${subscribeCard(view)}${subscribers.map(subscriberCard)}${deliveriesCard(view)}
  <p><a href="/">Back to the app</a></p>`;
  return { title: 'Local billing', body, isWide: true };
}
