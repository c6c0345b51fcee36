// Stands for Clerk: posts all webhooks that its parent hands over, each on a connection of its own and all at once, and
// tells how the server answered.
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Burst, SignedDelivery } from './deliveries.ts';

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

async function post(url: string, { headers, body }: SignedDelivery): Promise<number> {
  const call = request(url, { method: 'POST', agent, headers });
  const answered = once(call, 'response');
  call.end(body);
  const [response]: IncomingMessage[] = await answered;
  if (!response) throw new Error('The server gave no answer.');
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

process.on('message', async ({ url, deliveries }: Burst) => {
  const startedAt = performance.now();
  const answers = await Promise.all(
    deliveries.map(async (delivery) => {
      const status = await post(url, delivery);
      return { status, ms: performance.now() - startedAt };
    }),
  );
  process.send?.({
    accepted: answers.filter(({ status }) => status === 200).length,
    slowestMs: Math.max(...answers.map(({ ms }) => ms)),
  });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
