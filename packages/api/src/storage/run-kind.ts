import { z } from 'zod';

/** How a job to compare or to move is written. */
export const storageRunKind = {
  name: 'storage.run',
  payload: z.strictObject({ runId: z.string().min(1) }),
  maxAttempts: 20,
};

/** One job at a time for each run. */
export function storageRunKey(runId: string): string {
  return `${storageRunKind.name}:${runId}`;
}
