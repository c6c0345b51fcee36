import type { z } from 'zod';
import { DomainError } from './errors.ts';

export function issuesOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

/** One sentence for people; the issues are for forms. */
export function sentenceOf(error: z.ZodError): string {
  return issuesOf(error)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message))
    .join('; ');
}

/** Parses what a caller in the same process hands to a verb. @throws INVALID_INPUT naming every problem. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new DomainError('INVALID_INPUT', sentenceOf(parsed.error), { issues: issuesOf(parsed.error) });
}
