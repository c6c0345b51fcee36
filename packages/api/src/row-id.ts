import { z } from 'zod';

/** Names a user or a row. Its form is not checked: one that does not exist is not found. */
export const RowId = z
  .string()
  .min(1)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'This is not an id.');
