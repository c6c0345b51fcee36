import { expect, test } from 'vitest';
import { otherPersonas, userPersona } from './personas.ts';
import { planTimeline } from './timeline.ts';

const now = new Date('2026-11-23T13:00:00Z');

test('the same seed and day give the same history', () => {
  expect(planTimeline(userPersona, now, 7)).toEqual(planTimeline(userPersona, now, 7));
  expect(planTimeline(userPersona, now, 7)).not.toEqual(planTimeline(userPersona, now, 8));
});

test('a history is in order, ends before now and names each event once', () => {
  for (const [index, persona] of otherPersonas.entries()) {
    const events = planTimeline(persona, now, index);
    const times = events.map((event) => event.at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThan(now.getTime());
    expect(new Set(events.map((event) => event.key)).size).toBe(events.length);
  }
});
