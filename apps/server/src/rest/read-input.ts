import { DomainError } from '@scrip/api/server';
import type { Request } from 'express';
import { type FieldKind, readParameter } from './input-fields.ts';
import type { Operation } from './operations.ts';

/**
 * What a verb is asked: the query or the body, with what the path and `Idempotency-Key` say. A value may be told twice,
 * but not in two ways.
 *
 * @throws INVALID_INPUT
 */
export function readInput(
  req: Request,
  { method }: Operation,
  fields: ReadonlyMap<string, FieldKind>,
): Record<string, unknown> {
  const input = method === 'get' ? readQuery(req, fields) : readBody(req);
  for (const [name, value] of Object.entries(req.params)) addOnce(input, name, value, 'the path');
  const key = req.get('idempotency-key');
  if (key === undefined) return input;
  if (method === 'get' || !fields.has('idempotencyKey')) {
    throw refuse('Idempotency-Key', 'This call takes no key of its own.');
  }
  addOnce(input, 'idempotencyKey', key, 'the header Idempotency-Key');
  return input;
}

function readQuery(req: Request, fields: ReadonlyMap<string, FieldKind>): Record<string, unknown> {
  const told = Object.entries(req.query).map(([name, value]) => [
    name,
    readParameter(fields.get(name) ?? 'text', value),
  ]);
  return Object.fromEntries(told);
}

function readBody({ body }: Request): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuse('', 'The body is not an object.');
  }
  if (Object.hasOwn(body, '__proto__')) throw refuse('__proto__', 'There is no such field.');
  return { ...body };
}

function addOnce(input: Record<string, unknown>, name: string, value: unknown, where: string): void {
  if (Object.hasOwn(input, name) && input[name] !== value) {
    throw refuse(name, `It is another one than in ${where}.`);
  }
  input[name] = value;
}

function refuse(path: string, message: string): DomainError<'INVALID_INPUT'> {
  const sentence = path ? `${path}: ${message}` : message;
  return new DomainError('INVALID_INPUT', sentence, { issues: [{ path, message }] });
}
