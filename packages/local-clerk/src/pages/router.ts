import express, { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { catchUp, type LocalBilling } from '../billing/local-billing.ts';
import { quoteCheckout } from '../billing/quote.ts';
import { ClerkError, notFound } from '../clerk-error.ts';
import { type Context, PATH } from '../context.ts';
import { requireOwnOrigin } from '../guard.ts';
import { checkoutPage, checkoutUrl, choicePage } from './checkout-page.ts';
import { act, sentenceFor } from './developer-actions.ts';
import { developerPage } from './developer-page.ts';
import { html } from './html.ts';
import { pageHeaders, readQuery, readReturnTo, sendPage, sendStyle } from './page.ts';
import { receiptPage, subscriptionPage } from './subscription-page.ts';
import { requireAdmin, requireVisitor, SignInNeeded } from './visitor.ts';

type Pages = { ctx: Context; billing: LocalBilling };

const MISSING_FORM = new ClerkError({
  status: 422,
  code: 'form_invalid',
  message: 'This form is not understood.',
});

const Period = z.enum(['month', 'annual']).catch('month');
const CheckoutForm = z.object({
  plan: z.string(),
  period: z.enum(['month', 'annual']),
  card: z.enum(['works', 'declined']),
  return_to: z.string().default('/'),
});
const SubscriptionForm = z.object({ action: z.enum(['cancel', 'resume']), item: z.string() });

function readForm<T>(schema: z.ZodType<T>, req: Request): T {
  const form = schema.safeParse(req.body);
  if (!form.success) throw MISSING_FORM;
  return form.data;
}

function addCheckout(router: Router, { ctx, billing }: Pages): void {
  router.get('/checkout', (req, res) => {
    const { id: userId } = requireVisitor(ctx, req);
    const returnTo = readReturnTo(req.query.return_to, ctx);
    const planId = readQuery(req, 'plan');
    const plans = [...ctx.store.billingPlans.values()];
    const onSale = plans.filter((plan) => plan.for_payer_type === 'user' && !plan.is_default);
    if (!planId)
      return sendPage(
        res,
        choicePage(
          onSale.filter((plan) => plan.publicly_visible),
          returnTo,
        ),
      );
    const period = Period.parse(req.query.period);
    const quote = quoteCheckout(ctx, { userId, planId, period }, catchUp(ctx));
    const isDeclined = readQuery(req, 'outcome') === 'declined';
    sendPage(res, checkoutPage({ quote, period, returnTo, isDeclined }));
  });
  router.post('/checkout', async (req, res) => {
    const { id: clerkId } = requireVisitor(ctx, req);
    const { plan: planId, period, card, return_to } = readForm(CheckoutForm, req);
    const returnTo = readReturnTo(return_to, ctx);
    const outcome = billing.checkout({ clerkId, planId, period, card });
    await billing.flush();
    const receipt = `${PATH}/checkout/receipt?${new URLSearchParams({ plan: planId, return_to: returnTo })}`;
    const again = `${checkoutUrl(planId, period, returnTo)}&outcome=declined`;
    res.redirect(303, outcome === 'declined' ? again : receipt);
  });
  router.get('/checkout/receipt', (req, res) => {
    const { id } = requireVisitor(ctx, req);
    const items = billing.findSubscription(id)?.subscription_items ?? [];
    const item = items.find((one) => one.plan_id === readQuery(req, 'plan'));
    if (!item) throw notFound('purchase');
    const payment = billing.listPayments(id).find(({ itemId }) => itemId === item.id);
    sendPage(res, receiptPage({ item, payment, returnTo: readReturnTo(req.query.return_to, ctx) }));
  });
}

function addSubscription(router: Router, { ctx, billing }: Pages): void {
  router.get('/subscription', (req, res) => {
    const { id } = requireVisitor(ctx, req);
    const items = billing.findSubscription(id)?.subscription_items ?? [];
    sendPage(res, subscriptionPage({ items, payments: billing.listPayments(id) }));
  });
  router.post('/subscription', async (req, res) => {
    const { id } = requireVisitor(ctx, req);
    const { action, item } = readForm(SubscriptionForm, req);
    const own = billing.findSubscription(id)?.subscription_items.some((one) => one.id === item);
    if (!own) throw notFound('subscription item');
    if (action === 'cancel') billing.cancel(item);
    else billing.resume(item);
    await billing.flush();
    res.redirect(303, `${PATH}/subscription`);
  });
}

function readSubscribers({ ctx, billing }: Pages) {
  return [...ctx.store.subscriptions.values()].flatMap(({ userId: clerkId, declinesLeft }) => {
    const items = billing.findSubscription(clerkId)?.subscription_items ?? [];
    const email = ctx.store.users.get(clerkId)?.email ?? clerkId;
    return items.length > 0 || declinesLeft > 0 ? [{ clerkId, email, declinesLeft, items }] : [];
  });
}

function addDeveloperPage(router: Router, pages: Pages): void {
  const { ctx, billing } = pages;
  const view = (said: { text: string; isError: boolean } | null) =>
    developerPage({
      now: billing.now(),
      isHeld: billing.deliveries.isHeld(),
      subscribers: readSubscribers(pages),
      users: [...ctx.store.users.values()].map(({ id, email }) => ({ clerkId: id, email })),
      plans: [...ctx.store.billingPlans.values()].filter((plan) => plan.for_payer_type === 'user'),
      deliveries: billing.deliveries.list(),
      said,
    });
  router.get('/billing', (req, res) => {
    requireAdmin(ctx, req);
    const text = sentenceFor(readQuery(req, 'said'));
    sendPage(res, view(text === null ? null : { text, isError: false }));
  });
  router.post('/billing', async (req, res) => {
    requireAdmin(ctx, req);
    try {
      const outcome = await act(billing, req.body);
      await billing.flush();
      res.redirect(303, `${PATH}/billing?said=${outcome}`);
    } catch (error) {
      if (!(error instanceof ClerkError)) throw error;
      sendPage(res, view({ text: error.message, isError: true }), error.input.status);
    }
  });
}

/** People see these pages: who is not signed in goes to sign in, and refusals are told in words. */
function pageErrors({ logger }: Context): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof SignInNeeded) {
      const back = req.method === 'GET' ? req.originalUrl : `${PATH}/subscription`;
      return res.redirect(303, `/sign-in?${new URLSearchParams({ redirect_url: back })}`);
    }
    const known = error instanceof ClerkError ? error : null;
    if (!known) logger.warn({ err: error, path: req.path }, 'local billing failed');
    const body = html`<p role="alert">${known?.message ?? 'See the server log.'}</p><p><a href="/">Back to the app</a></p>`;
    sendPage(res, { title: 'This does not work', body }, known?.input.status ?? 500);
  };
}

/** The pages that stand in for Clerk's checkout and dashboard; forms only, without any script. */
export function pagesRouter(ctx: Context, billing: LocalBilling): Router {
  const router = Router();
  const limit: RequestHandler = async (req, _res, next) => {
    if (req.method !== 'GET') await ctx.limits.countChange(req.socket.remoteAddress ?? '');
    next();
  };
  const only = ['/checkout', '/subscription', '/billing', '/pages.css'];
  router.use(only, pageHeaders, requireOwnOrigin(ctx.origins), limit);
  router.use(only, express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }));
  router.get('/pages.css', sendStyle);
  addCheckout(router, { ctx, billing });
  addSubscription(router, { ctx, billing });
  addDeveloperPage(router, { ctx, billing });
  router.use(only, pageErrors(ctx));
  return router;
}
