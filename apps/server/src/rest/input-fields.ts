import { appRouter } from '@scrip/api/server';
import { z } from 'zod';
import type { Verb } from './operations.ts';

/** How the text of a query parameter is read; `json` for what has parts. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'list' | 'json';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const kinds: Record<string, FieldKind> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'json',
};

/** The fields that the verb's own schema knows, so that no list of them has to be kept beside it. */
export function fieldsOf(verb: Verb): ReadonlyMap<string, FieldKind> {
  const [schema] = appRouter.verbs[verb]._def.inputs;
  if (!(schema instanceof z.ZodType)) throw new Error(`The verb ${verb} has no schema for its input.`);
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return new Map(
    Object.entries(properties).map(([name, field]) => [
      name,
      typeof field === 'object' ? kindOf(field) : 'text',
    ]),
  );
}

function kindOf({ type, anyOf }: JsonSchema): FieldKind {
  if (typeof type === 'string') return kinds[type] ?? 'text';
  const forms = (anyOf ?? []).filter((form) => form.type !== 'null');
  const [first] = forms;
  if (!first) return type === undefined && !anyOf ? 'json' : 'text';
  return forms.length === 1 ? kindOf(first) : 'json';
}

/** A text that does not read as its kind stays as it is: the verb's schema refuses it, and says what it wanted. */
export function readParameter(kind: FieldKind, value: unknown): unknown {
  if (kind === 'list') return Array.isArray(value) ? value : [value];
  if (typeof value !== 'string') return value;
  if (kind === 'number') return /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (kind === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (kind !== 'json') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
