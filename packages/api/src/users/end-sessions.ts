import { z } from 'zod';

export const endSessionsKind = {
  name: 'users.endSessions',
  payload: z.strictObject({ userId: z.string() }),
  maxAttempts: 10,
};
