import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { isCheckViolation, type Prisma } from './index.ts';
import { migrateDatabase } from './migrations/index.ts';
import { migrationsDirectory } from './migrations/migration-files.ts';

const database = useTestDatabase();

test.each<[string, Partial<Prisma.PlanUncheckedCreateInput>]>([
  ['Plan_name_check', { name: ' ' }],
  ['Plan_clerkId_check', { clerkId: '' }],
  ['Plan_credits_check', { credits: -1 }],
  ['Plan_currency_check', { currency: 'usd' }],
  ['Plan_priced_in_check', { priceMonthlyCents: 0 }],
  ['Plan_priced_in_check', { priceYearlyCents: 900 }],
  ['Plan_billingSource_check', { billingSource: 'stripe' }],
  ['Plan_billingSource_check', { billingSource: 'manual', clerkId: 'cplan_1' }],
  ['Plan_ctaType_check', { ctaType: 'popup' }],
  ['Plan_ctaUrl_check', { ctaType: 'link' }],
  ['Plan_ctaUrl_check', { ctaType: 'contact', ctaUrl: 'mailto:a@example.com' }],
  ['Plan_ctaUrl_check', { ctaType: 'link', ctaUrl: 'javascript:alert(1)' }],
  ['Plan_ctaUrl_check', { ctaType: null, ctaUrl: 'https://example.com' }],
  ['Plan_features_check', { features: { name: 'no list' } }],
  ['Plan_creditRenewal_check', { creditRenewal: 'keep' }],
  ['Plan_rolloverCapCredits_check', { rolloverCapCredits: 5 }],
  ['Plan_rolloverCapCredits_check', { creditRenewal: 'rollover', rolloverCapCredits: 0 }],
  ['Plan_trialCredits_check', { trialCredits: -1 }],
  ['Plan_oneTimeCredits_check', { oneTimeCredits: -1 }],
  ['Plan_pastDueGraceDays_check', { pastDueGraceDays: 91 }],
  ['Plan_uploadMegabytes_check', { uploadMegabytes: 0 }],
  ['Plan_quotaMegabytes_check', { quotaMegabytes: -1 }],
  ['Plan_quotaFiles_check', { quotaFiles: -1 }],
  ['Plan_version_check', { version: 0 }],
])('%s refuses the plan %j', async (name, change) => {
  const error: unknown = await database.db.plan
    .create({ data: { name: 'Pro', credits: 1, ...change } })
    .catch((reason: unknown) => reason);
  expect(isCheckViolation(error, name)).toBe(true);
});

test('a plan without prices and one that costs nothing are both plans', async () => {
  await database.db.plan.create({ data: { name: 'Pro', credits: 0 } });
  const free = { name: 'Free', credits: 0, currency: 'EUR', priceMonthlyCents: 0 };
  await database.db.plan.create({ data: free });
});

test('plans written before there were rules are put right instead of stopping the migration', async () => {
  const [old, directory] = await Promise.all([
    createEmptyDatabase(),
    mkdtemp(join(tmpdir(), 'db-plan-rules-')),
  ]);
  try {
    const { connectionString } = old;
    await cp(migrationsDirectory, directory, { recursive: true });
    const isLater = (name: string) => /^\d/.test(name) && name >= '20261123160838';
    const later = (await readdir(directory)).filter(isLater);
    await Promise.all(later.map((name) => rm(join(directory, name), { recursive: true })));
    await migrateDatabase({ connectionString, directory });
    await old.query(`
      INSERT INTO "Plan" ("id", "clerkId", "name", "credits", "currency", "priceMonthlyCents", "billingSource", "ctaType", "ctaUrl", "features", "updatedAt")
      VALUES
        ('blank', '', '  ', 1, NULL, 900, 'manual', 'checkout', 'https://example.com', '"text"', now()),
        ('odd', 'cplan_1', 'Odd', 1, ' eur ', NULL, 'manual', 'link', 'javascript:alert(1)', '["A"]', now()),
        ('good', NULL, 'Good', 1, 'USD', 5, 'clerk', 'contact', 'HTTPS://example.com', NULL, now())`);
    await migrateDatabase({ connectionString, directory: migrationsDirectory });
    const rows = await old.query(`
      SELECT "id", "clerkId", "name", "currency", "billingSource", "ctaType", "ctaUrl", "features", "creditRenewal", "version"
      FROM "Plan" ORDER BY "id"`);
    const policy = { creditRenewal: 'reset', version: 1 };
    expect(rows).toEqual([
      {
        id: 'blank',
        clerkId: null,
        name: 'Plan blank',
        currency: 'USD',
        billingSource: 'manual',
        ctaType: 'checkout',
        ctaUrl: null,
        features: null,
        ...policy,
      },
      {
        id: 'good',
        clerkId: null,
        name: 'Good',
        currency: 'USD',
        billingSource: 'clerk',
        ctaType: 'contact',
        ctaUrl: 'HTTPS://example.com',
        features: null,
        ...policy,
      },
      {
        id: 'odd',
        clerkId: 'cplan_1',
        name: 'Odd',
        currency: 'EUR',
        billingSource: 'clerk',
        ctaType: null,
        ctaUrl: null,
        features: ['A'],
        ...policy,
      },
    ]);
  } finally {
    await old.drop();
    await rm(directory, { recursive: true, force: true });
  }
});
