// Loads the demo data into the database that DATABASE_URL names. It refuses one that has users.
import { loadDemoData } from '@scrip/api/server';
import { closeDatabase, createDatabase } from '@scrip/database';

const connectionString = process.env.DATABASE_URL;
if (!connectionString) {
  console.error('Set DATABASE_URL to the database that is to receive the demo data.');
  process.exit(1);
}

const db = createDatabase({ connectionString });
try {
  await loadDemoData(
    { principal: { kind: 'system' }, db, now: () => new Date(), logger: console },
    {
      admin: { clerkUserId: 'user_demo_admin', verifiedEmail: 'admin@example.com', name: 'Ada Admin' },
      user: { clerkUserId: 'user_demo_user', verifiedEmail: 'user@example.com', name: 'Uma User' },
    },
    (message) => console.log(message),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeDatabase(db);
}
