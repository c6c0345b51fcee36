import { createAccount, systemContext, useTestDatabase } from '@scrip/testing';
import { beforeEach, expect, test } from 'vitest';
import { findLowThreshold } from '../credits/account/low-threshold-repository.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { provisionUser } from '../users/provision-user.ts';
import { getAppSettings, updateAppSettings, viewSettings } from './app-settings.ts';
import type { UpdateSettingsInput } from './app-settings-schema.ts';

const database = useTestDatabase();
const numbers = { signUpCredits: 100, lowBalancePercent: 20 };
const asConfigured = {
  uploadMegabytes: null,
  quotaMegabytes: null,
  quotaFiles: null,
  retentionDays: null,
  uploadTypes: null,
};
const defaults = { ...numbers, ...asConfigured };

beforeEach(async () => {
  await database.db.adminSettings.deleteMany();
});

const createAdmin = () => createAccount(database.db, { role: 'ADMIN', credits: 0 });

async function set(settings: UpdateSettingsInput['settings']) {
  const admin = await createAdmin();
  const { version } = await viewSettings(admin.own);
  return updateAppSettings(admin.own, {
    settings,
    version,
    reason: 'Trying it',
  });
}

async function signUp(name: string) {
  const identity = { clerkUserId: `user_${name}`, verifiedEmail: null, name };
  const { userId } = await provisionUser(systemContext(database.db), identity, { adminEmails: new Set() });
  return database.db.usageHistory.findMany({ where: { userId }, select: { creditsUsed: true } });
}

test('without any settings the defaults hold', async () => {
  const admin = await createAdmin();
  expect(await viewSettings(admin.own)).toEqual({
    settings: defaults,
    version: 1,
    updatedAt: null,
    configured: null,
  });
  expect(await signUp('default')).toEqual([{ creditsUsed: -100 }]);
});

test('the next sign-up gets what the settings say, and none at 0', async () => {
  await set({ signUpCredits: 250 });
  expect(await signUp('rich')).toEqual([{ creditsUsed: -250 }]);
  await set({ signUpCredits: 0 });
  expect(await signUp('poor')).toEqual([]);
});

test('a balance is low at the percentage that the settings say, from the next grant on', async () => {
  await set({ lowBalancePercent: 50 });
  const { userId, system } = await createAccount(database.db, { credits: 100 });
  expect(await findLowThreshold(database.db, userId)).toBe(50);
  await grantCredits(system, { userId, amountCredits: 50, source: 'ADMIN', idempotencyKey: 'more' });
  const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
  expect(balance.lowThresholdCredits).toBe(75);
});

test('the audit tells what changed and why; what changes nothing leaves no trace', async () => {
  const { version } = await set({ signUpCredits: 7 });
  const admin = await createAdmin();
  const again = { settings: { signUpCredits: 7, uploadTypes: null }, version, reason: 'The same' };
  expect(await updateAppSettings(admin.own, again)).toMatchObject({ version });
  const audits = await database.db.auditLog.findMany({
    where: { action: 'settings.update' },
    orderBy: { createdAt: 'desc' },
    take: 1,
  });
  expect(audits).toMatchObject([
    { reason: 'Trying it', before: { signUpCredits: 100 }, after: { signUpCredits: 7 } },
  ]);
});

test('what is not named stays as it is, and null gives a setting back to the process', async () => {
  await set({ signUpCredits: 7, quotaFiles: 3, uploadTypes: ['image/png'] });
  const { settings } = await set({ quotaFiles: null });
  expect(settings).toEqual({ ...defaults, signUpCredits: 7, uploadTypes: ['image/png'] });
});

test('of two admins who change the settings at once, one is told, and nothing is overwritten', async () => {
  const [one, two] = await Promise.all([createAdmin(), createAdmin()]);
  const change = (signUpCredits: number) => ({
    settings: { ...defaults, signUpCredits },
    version: 1,
    reason: 'Mine',
  });
  const results = await Promise.allSettled([
    updateAppSettings(one.own, change(1)),
    updateAppSettings(two.own, change(2)),
  ]);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.map(({ reason }) => reason.code)).toEqual(['OUT_OF_DATE']);
});

test('what is stored and is no setting has no effect', async () => {
  const settings = { signUpCredits: -5, lowBalancePercent: 30, old: true };
  await database.db.adminSettings.create({ data: { settings } });
  expect(await getAppSettings(database)).toEqual({ ...defaults, lowBalancePercent: 30 });
});

test.each([
  { signUpCredits: -1 },
  { signUpCredits: 1.5 },
  { signUpCredits: 2_147_483_648 },
  { lowBalancePercent: 101 },
  { lowBalancePercent: -1 },
  { uploadMegabytes: 0 },
  { uploadMegabytes: 2_001 },
  { quotaMegabytes: -1 },
  { quotaFiles: 0.5 },
  { retentionDays: 366 },
  { uploadTypes: [] },
  { uploadTypes: ['picture'] },
  { uploadTypes: ['image/png', 'IMAGE/PNG'] },
  { uploadTypes: ['image/svg+xml'] },
])('%o is refused', async (settings) => {
  await expect(set(settings)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
