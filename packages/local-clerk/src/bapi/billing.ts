import type { Router } from 'express';
import { z } from 'zod';
import { cancelItem, extendTrial } from '../billing/cancel.ts';
import { listItems } from '../billing/changes.ts';
import { catchUp } from '../billing/local-billing.ts';
import { findItem, findMoment, subscribeNewUser } from '../billing/moment.ts';
import { itemShape, subscriptionShape } from '../billing/shapes.ts';
import { ClerkError, notFound, sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { getUser } from '../users.ts';
import { queryValues, readBody, readPage } from './request.ts';

const ExtendFreeTrial = z.object({ extend_to: z.iso.datetime() });

function addPlanList(router: Router, ctx: Context): void {
  router.get('/billing/plans', (req, res) => {
    const { billingPlans } = ctx.store;
    if (billingPlans.size === 0) {
      throw new ClerkError({
        status: 404,
        code: 'resource_not_found',
        message: 'Billing is not enabled for this instance.',
      });
    }
    const payerTypes = queryValues(req, 'payer_type');
    const plans = [...billingPlans.values()].filter(
      ({ for_payer_type }) => payerTypes.length === 0 || payerTypes.includes(for_payer_type),
    );
    const { limit, offset } = readPage(req);
    sendJson(res, { data: plans.slice(offset, offset + limit), total_count: plans.length });
  });
}

export function addBillingRoutes(router: Router, ctx: Context): void {
  addPlanList(router, ctx);
  router.get('/users/:id/billing/subscription', async (req, res) => {
    const { id } = getUser(ctx, req.params.id);
    const at = catchUp(ctx);
    subscribeNewUser(ctx, id);
    const moment = findMoment(ctx, id, at);
    if (!moment) throw notFound('subscription');
    const { subscription } = moment;
    await ctx.store.flush();
    sendJson(res, subscriptionShape(ctx, subscription, listItems(ctx, subscription)));
  });
  router.delete('/billing/subscription_items/:id', async (req, res) => {
    const { moment, item } = findItem(ctx, req.params.id, catchUp(ctx));
    cancelItem(moment, item, queryValues(req, 'end_now').includes('true'));
    await ctx.store.flush();
    sendJson(res, itemShape(ctx, item));
  });
  router.post('/billing/subscription_items/:id/extend_free_trial', async (req, res) => {
    const { moment, item } = findItem(ctx, req.params.id, catchUp(ctx));
    extendTrial(moment, item, Date.parse(readBody(ExtendFreeTrial, req).extend_to));
    await ctx.store.flush();
    sendJson(res, itemShape(ctx, item));
  });
}
