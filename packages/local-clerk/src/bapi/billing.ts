import type { Router } from 'express';
import { ClerkError, sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { queryValues, readPage } from './request.ts';

export function addBillingRoutes(router: Router, ctx: Context): void {
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
