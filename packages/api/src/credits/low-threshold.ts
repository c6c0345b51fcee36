import { z } from 'zod';
import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { changeAccount } from './account/change-account.ts';
import { findLowThreshold } from './account/low-threshold-repository.ts';
import { updateLowThreshold } from './limits-repository.ts';
import { MAX_CREDITS } from './schema.ts';

export const LowThresholdInput = z.strictObject({
  /** Null: a fifth of what the 30 days up to the newest grant gave. */
  lowThresholdCredits: z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS).nullable(),
});
export type LowThresholdInput = z.infer<typeof LowThresholdInput>;

export const LowThreshold = z.object({ lowThresholdCredits: z.int().nullable() });

/** Sets at or below how many credits an account counts as low; answers with what holds now. @throws NOT_FOUND. */
export async function setLowThreshold(
  ctx: ServiceContext,
  userId: string,
  input: LowThresholdInput,
): Promise<z.infer<typeof LowThreshold>> {
  requireAccount(ctx, userId);
  const { lowThresholdCredits } = parseInput(LowThresholdInput, input);
  return changeAccount(
    ctx,
    { userId, at: ctx.now() },
    {
      change: async ({ state }, tx, { at }) => {
        await updateLowThreshold(tx, userId, lowThresholdCredits, at);
        state.lowThresholdCredits = await findLowThreshold(tx, userId);
        return { lowThresholdCredits: state.lowThresholdCredits };
      },
    },
  );
}
