import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns, propertySeed } from './test-support/env.ts';
import { MemoryAccount } from './test-support/memory-account.ts';
import { bindMemoryIds, snapshotOfMemory } from './test-support/memory-snapshot.ts';
import { newModel } from './test-support/model.ts';
import { applyCall } from './test-support/model-verbs.ts';
import { inIds, startOfTime } from './test-support/outcomes.ts';
import { type Player, resolveStep } from './test-support/resolve-step.ts';
import { snapshotOfModel } from './test-support/snapshot.ts';
import { type Step, step } from './test-support/steps.ts';

function play(steps: Step[]): void {
  const player: Player = { model: newModel(), calls: [] };
  const { model } = player;
  const account = new MemoryAccount();
  let at = startOfTime;
  for (const next of steps) {
    if (next.intent.verb === 'caps') continue;
    const { call, now } = resolveStep(next, player, at);
    at = now;
    const outcome = applyCall(model, call);
    const seen = account.call(call);
    bindMemoryIds(account, model);
    const expected = inIds(outcome.ok ? { ...outcome, limits: null } : outcome, model);
    // Much faster than `expect`, which tells the difference once there is one.
    if (!isDeepStrictEqual(seen, expected)) expect(seen, JSON.stringify(call)).toEqual(expected);
    if (next.looks === 0) compare(account, player, at);
  }
  compare(account, player, at);
}

function compare(account: MemoryAccount, { model }: Player, at: number): void {
  const expected = snapshotOfModel(model, at);
  const seen = snapshotOfMemory(account, new Date(at));
  bindMemoryIds(account, model);
  if (!isDeepStrictEqual(seen, expected)) expect(seen).toEqual(expected);
}

test('who pays, what is left and what is refused are what the model says, without a database', () => {
  const property = fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), play);
  const seed = propertySeed === null ? {} : { seed: propertySeed };
  fc.assert(property, { numRuns: propertyRuns ?? 2_000, ...seed });
}, 86_400_000);
