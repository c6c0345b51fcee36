import { expect, test } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../root.ts';

/** They set a value, whatever it was, or change no balance. */
const withoutKey = [
  'accounts.setOverdraft',
  'accounts.setSpendCaps',
  'credits.quote',
  'credits.setEmailAlerts',
  'credits.setLowThreshold',
];

function requiredFields(inputs: unknown[]): string[] {
  return inputs.flatMap((input) => {
    if (!(input instanceof z.ZodType)) return [];
    const schema = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' });
    // What many spends or one of two modes must have, each of them must have.
    return [
      JSON.stringify(schema.required ?? []),
      JSON.stringify(schema.anyOf ?? schema.oneOf ?? schema.properties?.spends),
    ];
  });
}

// At run time procedures stand flat under their paths; their type is nested like the routers.
const procedures = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string; inputs: unknown[] } }
>;
const mutations = Object.entries(procedures).filter(
  ([name, procedure]) => /^(accounts|credits)\./.test(name) && procedure._def.type === 'mutation',
);

test('a key that is optional on admin calls: no call that changes a balance can be made without one', () => {
  const keyless = mutations.filter(([, procedure]) => {
    return !requiredFields(procedure._def.inputs).some((fields) => /"idempotencyKey"/.test(fields));
  });
  expect(mutations.length).toBeGreaterThan(10);
  expect(keyless.map(([name]) => name).sort()).toEqual(withoutKey);
});
