import { STATUS_CODES } from 'node:http';
import { toPublicError } from '@scrip/api/server';
import type { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';

/** RFC 9457. What the code carries stands under `details`, since some of it is called `status` too. */
type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  details: object;
  requestId: string;
};

export function toProblem(error: TRPCError, requestId: string): Problem {
  const status = getHTTPStatusCodeFromError(error);
  const { message: detail, domain } = toPublicError(error, requestId);
  const { code, ...details } = domain ?? { code: error.code };
  const type = `urn:scrip:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title: STATUS_CODES[status] ?? 'Error', status, detail, code, details, requestId };
}
