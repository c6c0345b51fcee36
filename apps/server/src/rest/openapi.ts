import { appRouter } from '@scrip/api/server';
import { z } from 'zod';
import { type Operation, operations, type Verb } from './operations.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Fields = { properties: Record<string, unknown>; required: string[] };

const pathParameter = /:(\w+)/g;

/**
 * The OpenAPI 3.1 document of /v1, made from the procedures' own schemas: whatever a verb takes and answers is in it.
 *
 * @param url Where /v1 is, as callers see it.
 */
export function describeApi(url: string): object {
  const paths: Record<string, Record<string, object>> = {};
  const schemas: Record<string, unknown> = { Problem: problemSchema };
  for (const [verb, operation] of Object.entries(operations) as [Verb, Operation][]) {
    const path = operation.path.replaceAll(pathParameter, '{$1}');
    const described = describeOperation(verb, operation);
    paths[path] = { ...paths[path], [operation.method]: shareDefinitions(verb, described, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Scrip',
      version: '1',
      description:
        'The credit ledger. A user is named by the id in Scrip, by the id at Clerk, or by "me" for the owner of the key. Credits are whole numbers.',
    },
    servers: [{ url }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' },
      },
      schemas,
    },
  };
}

type Described = { operation: object; definitions: Record<string, unknown> };

function describeOperation(verb: Verb, { method, path, summary }: Operation): Described {
  const { $defs: inputDefinitions, ...input } = toJson(appRouter.verbs[verb]._def.inputs[0], 'input');
  const { $defs: outputDefinitions, ...output } = toJson(outputOf(verb), 'output');
  const fields: Fields = { properties: input.properties ?? {}, required: input.required ?? [] };
  const inPath = [...path.matchAll(pathParameter)].map(([, name = '']) => name);
  const rest = Object.keys(fields.properties).filter((name) => !inPath.includes(name));
  const parameters = inPath.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: fields.properties[name],
  }));
  const asked =
    method === 'get'
      ? { parameters: [...parameters, ...rest.map((name) => describeQuery(name, fields))] }
      : describeBody(parameters, rest, fields);
  const operation = {
    operationId: verb,
    summary,
    ...asked,
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: output } } },
      default: {
        description: 'Refused, and nothing is changed.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
  return { operation, definitions: { ...inputDefinitions, ...outputDefinitions } };
}

function describeBody(parameters: object[], names: string[], fields: Fields): object {
  const ofBody = names.filter((name) => name !== 'idempotencyKey');
  const schema = {
    type: 'object',
    properties: Object.fromEntries(ofBody.map((name) => [name, fields.properties[name]])),
    required: fields.required.filter((name) => ofBody.includes(name)),
    additionalProperties: false,
  };
  return {
    parameters: ofBody.length < names.length ? [...parameters, describeKey(fields)] : parameters,
    requestBody: { required: true, content: { 'application/json': { schema } } },
  };
}

/** A list is repeated in the query, what has parts is sent as JSON. */
function describeQuery(name: string, { properties, required }: Fields): object {
  const schema = properties[name];
  const isJson = isObjectForm(schema);
  return {
    name,
    in: 'query',
    required: required.includes(name),
    ...(isJson ? { content: { 'application/json': { schema } } } : { schema }),
  };
}

function isObjectForm(schema: unknown): boolean {
  const { type, anyOf, oneOf } = schema as JsonSchema;
  return type === 'object' || (anyOf ?? oneOf ?? []).some(isObjectForm);
}

function describeKey({ properties }: Fields): object {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'Sent again with the same key, a call answers what it answered first, and changes nothing.',
    schema: properties.idempotencyKey,
  };
}

/** tRPC keeps the schema of an answer, but does not tell so in its types. */
function outputOf(verb: Verb): unknown {
  const definition: object = appRouter.verbs[verb]._def;
  return 'output' in definition ? definition.output : undefined;
}

function toJson(schema: unknown, io: 'input' | 'output'): JsonSchema {
  if (!(schema instanceof z.ZodType)) throw new Error('A verb has no schema for what it takes or answers.');
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
    },
  });
  return json;
}

/** What schemas refer to stands beside them; in a document it is shared, under names that tell whose it is. */
function shareDefinitions(
  verb: Verb,
  { operation, definitions }: Described,
  shared: Record<string, unknown>,
): object {
  const rename = (part: unknown): object =>
    JSON.parse(JSON.stringify(part).replaceAll('"#/$defs/', `"#/components/schemas/${verb}`));
  for (const [name, definition] of Object.entries(definitions)) shared[verb + name] = rename(definition);
  return rename(operation);
}

const text = { type: 'string' } as const;
const problemSchema = {
  type: 'object',
  description: 'RFC 9457.',
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: { ...text, description: 'What was wrong, and what would be right.' },
    code: { ...text, description: 'What to compare in code.' },
    details: { type: 'object', description: 'What belongs to the code.' },
    requestId: text,
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'details', 'requestId'],
  additionalProperties: false,
};
