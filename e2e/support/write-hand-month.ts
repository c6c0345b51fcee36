import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeDatabase, createDatabase, withTransaction } from '@scrip/database';
import { createAccount } from '@scrip/testing/factories';
import { writeHandMonth } from '@scrip/testing/hand-month';

// Run as a process of its own: lets a new account live through the month that was computed by hand, and prints its id.

const data = join(process.argv[2] ?? '', 'postgres', 'data');
const password = readFileSync(join(data, 'scrip-password'), 'utf8');
const port = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[3];
const db = createDatabase({ connectionString: `postgresql://scrip:${password}@127.0.0.1:${port}/scrip` });

let now = new Date('2026-09-30T12:00:00Z');
// In one transaction: to the server the past is over, and it would expire the grant before it is spent from.
const userId = await withTransaction(
  db,
  async (tx) => {
    const account = await createAccount(tx, { now: () => now });
    // Apart from the demo's people, whom other tests find by their addresses.
    const { userId: id } = account;
    await tx.user.update({ where: { id }, data: { email: `hand-month-${id}@example.net` } });
    const setNow = (at: Date) => {
      now = at;
    };
    await writeHandMonth({ ...account, setNow });
    return account.userId;
  },
  { timeout: 60_000 },
);
await closeDatabase(db);
console.log(userId);
