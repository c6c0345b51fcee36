import { systemContext, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { receiveDelivery } from './receive-delivery.ts';

const database = useTestDatabase();
const at = new Date('2026-03-01T12:00:00.000Z');

test('of a burst with repeated deliveries each is kept once as it came, with one job that begins a moment later', async () => {
  const ctx = { ...systemContext(database.db), now: () => at };
  const ids = Array.from({ length: 300 }, (_, index) => `msg_${index}`);
  const bodyOf = (id: string) => ({
    type: 'subscription.updated',
    timestamp: at.getTime(),
    data: { id, note: 'a "quote", a \\u0000 written out, {braces}, null, 😀', nothing: null },
  });
  const answers = await Promise.all(
    [...ids, ...ids].map((id) => receiveDelivery(ctx, { id, body: bodyOf(id) })),
  );
  expect(answers.filter((answer) => answer === 'ACCEPTED')).toHaveLength(300);
  expect(answers.filter((answer) => answer === 'REPLAYED')).toHaveLength(300);

  const kept = await database.db.webhookDelivery.findMany();
  expect(kept).toHaveLength(300);
  for (const { id, payload, occurredAt, receivedAt, status, subjectId } of kept) {
    const expected = {
      payload: bodyOf(id),
      occurredAt: at,
      receivedAt: at,
      status: 'RECEIVED',
      subjectId: id,
    };
    expect({ payload, occurredAt, receivedAt, status, subjectId }).toEqual(expected);
  }
  const jobs = await database.db.job.findMany({ where: { kind: 'webhooks.process' } });
  expect(new Set(jobs.map(({ payload }) => JSON.stringify(payload))).size).toBe(300);
  expect(jobs).toHaveLength(300);
  // Who came first was alone.
  const late = jobs.filter(({ dueAt }) => dueAt?.getTime() === at.getTime() + 2_000);
  expect(late.length).toBeGreaterThan(280);
});
