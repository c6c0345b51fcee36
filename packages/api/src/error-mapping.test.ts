import { TRPCError } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { toPublicError, toTrpcError, unavailableOf } from './error-mapping.ts';
import { DomainError } from './errors.ts';

test('a domain error keeps its message and its details', () => {
  const error = new DomainError('INSUFFICIENT_CREDITS', 'Not enough credits: this needs 12, you have 4.', {
    required: 12,
    available: 4,
  });
  const mapped = toTrpcError(error);
  expect(mapped.code).toBe('PAYMENT_REQUIRED');
  expect(toPublicError(mapped, 'r1')).toEqual({
    message: 'Not enough credits: this needs 12, you have 4.',
    domain: { code: 'INSUFFICIENT_CREDITS', required: 12, available: 4 },
  });
});

test('an internal error says nothing but the request id', () => {
  const cause = new Error('connect ECONNREFUSED postgresql://scrip:secret@10.0.0.1/scrip');
  const error = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: cause.message, cause });
  expect(toPublicError(error, 'req-42')).toEqual({
    message: 'Something went wrong on our side. Request req-42.',
    domain: null,
  });
});

test('a database that does not answer is a refusal that says to come again, and nothing about the database', () => {
  const cause = new Error('connect ECONNREFUSED postgresql://scrip:secret@10.0.0.1/scrip');
  const refusal = unavailableOf(cause);
  expect(refusal && toPublicError(toTrpcError(refusal), 'r1')).toEqual({
    message: expect.stringMatching(/^The database does not answer\./),
    domain: { code: 'UNAVAILABLE', retryAfterSeconds: 1 },
  });
  expect(unavailableOf(new Error('a fault of ours'))).toBeNull();
});

test('a rejected input names every field', () => {
  const schema = z.object({ amount: z.int(), key: z.string().min(1, 'must not be empty') });
  const { error: cause } = schema.safeParse({ amount: 1.5, key: '' });
  const error = new TRPCError({ code: 'BAD_REQUEST', message: 'raw', cause });
  const { message, domain } = toPublicError(error, 'r1');
  expect(message).toContain('key: must not be empty');
  expect(domain).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'amount' }, { path: 'key' }] });
});
