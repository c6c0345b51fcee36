// One server process without its HTTP: spends what its parent tells it to, and says when it is done.
import { closeDatabase, createDatabase } from '@scrip/database';
import { createContext } from '../ledger.ts';
import { spendRate } from '../spend-rate.ts';
import type { Errand } from './processes.ts';

const [connectionString = ''] = process.argv.slice(2);
const ctx = createContext(createDatabase({ connectionString }));

process.on('message', async (errand: Errand) => {
  await spendRate(ctx, errand.count, { userIds: [errand.userId] })();
  process.send?.('done');
});
process.on('disconnect', async () => {
  await ctx.engine.close();
  await closeDatabase(ctx.db);
});
process.send?.('ready');
