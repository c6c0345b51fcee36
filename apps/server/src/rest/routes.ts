import { createCaller } from '@scrip/api/server';
import express, { type RequestHandler, Router } from 'express';
import { contextOf } from '../context.ts';
import type { AppDeps } from '../deps.ts';
import { requireJson } from './headers.ts';
import { fieldsOf } from './input-fields.ts';
import { type Operation, operations, type Verb } from './operations.ts';
import { readInput } from './read-input.ts';

/** The verbs of API keys as plain HTTP: the same procedures as under /trpc, without tRPC's own protocol. */
export function restRoutes(deps: AppDeps): Router {
  const router = Router();
  const readJson = [requireJson, express.json({ limit: '256kb', type: () => true })];
  // The keys of the table are its type.
  for (const [verb, operation] of Object.entries(operations) as [Verb, Operation][]) {
    const call = callVerb(deps, verb, operation);
    if (operation.method === 'get') router.get(operation.path, call);
    else router.post(operation.path, readJson, call);
  }
  return router;
}

function callVerb(deps: AppDeps, verb: Verb, operation: Operation): RequestHandler {
  const fields = fieldsOf(verb);
  return async (req, res) => {
    const input = readInput(req, operation, fields);
    // Every procedure checks its input itself; the union of their types cannot be called.
    const procedure = createCaller(contextOf(deps, res)).verbs[verb] as (input: unknown) => Promise<unknown>;
    res.json(await procedure(input));
  };
}
