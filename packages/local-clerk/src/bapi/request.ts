import type { Request } from 'express';
import { z } from 'zod';
import { paramError } from '../clerk-error.ts';

/** Reads a request body; throws Clerk's error for the first field that does not fit. */
export function readBody<T>(schema: z.ZodType<T>, req: Request): T {
  const result = schema.safeParse(req.body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw paramError(
    issue?.path.join('.') ?? '',
    'form_param_format_invalid',
    issue?.message ?? 'The body is invalid.',
  );
}

/** All values of a query parameter, repeated or separated by commas. */
export function queryValues(req: Request, name: string): string[] {
  const value: unknown = req.query[name];
  return [value].flat().flatMap((one) => (typeof one === 'string' && one !== '' ? one.split(',') : []));
}

const Page = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});

export function readPage(req: Request): { limit: number; offset: number } {
  const result = Page.safeParse({ limit: req.query.limit, offset: req.query.offset });
  if (result.success) return result.data;
  throw paramError('limit', 'form_param_format_invalid', 'limit is 1 to 500, offset is 0 or more.');
}

/** A page of `items` in the form the call asks for: plain, or with the total count when it says `paginated`. */
export function paged<T>(req: Request, items: T[]): T[] | { data: T[]; total_count: number } {
  const { limit, offset } = readPage(req);
  const data = items.slice(offset, offset + limit);
  return req.query.paginated === 'true' ? { data, total_count: items.length } : data;
}
