import type { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { readMovements } from './movements-repository.ts';
import { cutPeriod, endsOf, resolvePeriod } from './period.ts';
import { type MovementsOfAll, MovementsOfAllInput } from './schema.ts';

/**
 * What came into all accounts and left them without being used: with what was used it is exactly the difference between
 * what was outstanding before and after. An expiry that no job has written yet is not in it, and still outstanding.
 * @throws INVALID_INPUT, FORBIDDEN to non-admins.
 */
export async function getMovementsOfAll(
  ctx: ServiceContext,
  input: z.input<typeof MovementsOfAllInput>,
): Promise<MovementsOfAll> {
  requireAdmin(ctx);
  const { period, timeZone } = parseInput(MovementsOfAllInput, input);
  const { bounds } = cutPeriod(resolvePeriod(period, timeZone, ctx.now()), 'day', timeZone);
  return readMovements(ctx.db, endsOf(bounds));
}
