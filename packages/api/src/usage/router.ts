import { z } from 'zod';
import { dismissAnomaly, listAnomalies } from '../notices/anomalies.ts';
import { RowId } from '../row-id.ts';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { UsageAnomaly } from './anomaly-schema.ts';
import { rebuildUsage } from './fold-usage.ts';
import { Forecast } from './forecast-schema.ts';
import { getForecast } from './get-forecast.ts';
import { getMovementsOfAll } from './get-movements.ts';
import { getTopUsers, getUsageReport, getUsageReportOfAll } from './get-report.ts';
import { Day } from './period-schema.ts';
import {
  MovementsOfAll,
  MovementsOfAllInput,
  TopUser,
  TopUsersInput,
  UsageReport,
  UsageReportInput,
} from './schema.ts';

export const usageRouter = router({
  /** Where the caller's credits went. */
  report: userProcedure
    .input(UsageReportInput)
    .output(UsageReport)
    .query(({ ctx, input }) => getUsageReport(ctx, ctx.principal.userId, input)),

  /** Admins: where one user's credits went. */
  reportOf: adminProcedure
    .input(UsageReportInput.extend({ userId: RowId }))
    .output(UsageReport)
    .query(({ ctx, input: { userId, ...asked } }) => getUsageReport(ctx, userId, asked)),

  /** Admins: where the credits of all users went. */
  reportOfAll: adminProcedure
    .input(UsageReportInput)
    .output(UsageReport)
    .query(({ ctx, input }) => getUsageReportOfAll(ctx, input)),

  /** How long the caller's credits last. */
  forecast: userProcedure.output(Forecast).query(({ ctx }) => getForecast(ctx, ctx.principal.userId)),

  /** Admins: how long one user's credits last. */
  forecastOf: adminProcedure
    .input(z.strictObject({ userId: RowId }))
    .output(Forecast)
    .query(({ ctx, input }) => getForecast(ctx, input.userId)),

  /** The days on which the caller spent far more than usual. */
  anomalies: userProcedure
    .output(z.array(UsageAnomaly))
    .query(({ ctx }) => listAnomalies(ctx, ctx.principal.userId)),

  /** Puts such a notice away. */
  dismissAnomaly: userProcedure
    .input(z.strictObject({ day: Day }))
    .mutation(({ ctx, input }) => dismissAnomaly(ctx, ctx.principal.userId, input.day)),

  /** Admins: have the rollups made anew from the ledger. */
  rebuild: adminProcedure.mutation(({ ctx }) => rebuildUsage(ctx)),

  /** Admins: what was granted, expired and adjusted over all users, and what they own now. */
  movementsOfAll: adminProcedure
    .input(MovementsOfAllInput)
    .output(MovementsOfAll)
    .query(({ ctx, input }) => getMovementsOfAll(ctx, input)),

  /** Admins: who used most. */
  topUsers: adminProcedure
    .input(TopUsersInput)
    .output(z.array(TopUser))
    .query(({ ctx, input }) => getTopUsers(ctx, input)),
});
