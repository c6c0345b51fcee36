import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import { closeDatabase, createDatabase, isUnavailable } from './index.ts';

const database = useTestDatabase();

/** A way to the database that keeps back what the server says from `hold` on, and passes it on in one piece. */
async function openGate() {
  const target = new URL(database.connectionString);
  let heldPieces: Buffer[] | null = null;
  let passOn = () => undefined as unknown;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.pipe(upstream);
    upstream.on('data', (piece) => (heldPieces ? heldPieces.push(piece) : client.write(piece)));
    passOn = () => client.end(Buffer.concat(heldPieces ?? []));
    upstream.on('end', () => passOn());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = new URL(target);
  if (typeof address === 'object' && address) url.port = String(address.port);
  return {
    connectionString: url.href,
    hold() {
      heldPieces = [];
    },
    get heldBytes() {
      return heldPieces?.reduce((sum, piece) => sum + piece.length, 0) ?? 0;
    },
  };
}

test('a session that ends just as a waiting transaction gets its connection fails that transaction, not the process', async () => {
  const gate = await openGate();
  const db = createDatabase({ connectionString: gate.connectionString, maxConnections: 1 });
  onTestFinished(() => closeDatabase(db));
  const [session] = await db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;

  gate.hold();
  const query = db.$queryRaw<{ n: number }[]>`SELECT 1 AS n`.then((rows) => rows);
  await expect.poll(() => gate.heldBytes).toBeGreaterThan(0);
  const transaction = db.$transaction((tx) => tx.$queryRaw`SELECT 2 AS n`).catch((error: unknown) => error);
  await new Promise((resolve) => setImmediate(resolve));
  // The gate passes on the answer and the end of the session as one piece.
  await database.db.$queryRaw`SELECT pg_terminate_backend(${session?.pid}::int)`;

  expect(await query).toEqual([{ n: 1 }]);
  expect(isUnavailable(await transaction)).toBe(true);
});
