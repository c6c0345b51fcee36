import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { getAlertSettings, setEmailAlerts } from './alerts.ts';
import { setLowThreshold } from './low-threshold.ts';

const database = useTestDatabase();

test('an account is told by e-mail unless its owner turns that off, and the threshold tells who set it', async () => {
  const { own, userId, clerkUserId } = await createAccount(database.db, { credits: 50 });
  const email = `${clerkUserId}@example.com`;
  const fresh = { chosenCredits: null, automaticCredits: 10, emailAlerts: true, email };
  expect(await getAlertSettings(own, userId)).toEqual(fresh);

  await setLowThreshold(own, userId, { lowThresholdCredits: 0 });
  const off = { ...fresh, chosenCredits: 0, emailAlerts: false };
  expect(await setEmailAlerts(own, userId, { emailAlerts: false })).toEqual(off);
  expect(await getAlertSettings(own, userId)).toEqual(off);

  await setLowThreshold(own, userId, { lowThresholdCredits: null });
  expect(await setEmailAlerts(own, userId, { emailAlerts: true })).toEqual(fresh);
});

test('another user’s alerts look as if they did not exist', async () => {
  const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
  const notFound = { code: 'NOT_FOUND' };
  await expect(getAlertSettings(stranger.own, owner.userId)).rejects.toMatchObject(notFound);
  const change = setEmailAlerts(stranger.own, owner.userId, { emailAlerts: false });
  await expect(change).rejects.toMatchObject(notFound);
  await expect(setEmailAlerts(owner.system, 'nobody', { emailAlerts: false })).rejects.toMatchObject(
    notFound,
  );
  expect(await getAlertSettings(owner.own, owner.userId)).toMatchObject({ emailAlerts: true });
});
