import { z } from 'zod';
import { publicProcedure, router } from '../trpc.ts';
import { Plan } from './schema.ts';
import { listPlans } from './service.ts';

export const plansRouter = router({
  list: publicProcedure.output(z.array(Plan)).query(({ ctx }) => listPlans(ctx)),
});
