import { randomUUID } from 'node:crypto';
import { callMutation, callQuery } from '../support/api.ts';
import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

const someone = { userId: 'someone' };
const adjustment = { ...someone, mode: 'delta', deltaCredits: 1000, reason: 'A gift to myself' };

test.describe('a user who is no admin', () => {
  test.use({ as: 'user' });

  test('is not led to admin pages, and is refused on them', async ({ page }) => {
    await page.goto('/');
    await expectScreen(page, 'Overview');
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Users' })).toHaveCount(0);

    for (const path of ['/admin/users', '/admin/users/someone', '/admin/plans', '/admin/plans/new']) {
      await page.goto(path);
      await expectScreen(page, 'This page is for admins');
    }
  });

  test('is refused on every admin call', async ({ context }) => {
    const refusal = { status: 403, body: { error: { data: { domain: { code: 'FORBIDDEN' } } } } };
    expect(await callQuery(context, 'users.list', {})).toMatchObject(refusal);
    expect(await callQuery(context, 'users.get', someone)).toMatchObject(refusal);
    expect(await callQuery(context, 'users.history', someone)).toMatchObject(refusal);
    expect(await callQuery(context, 'users.explain', { ...someone, id: 'one' })).toMatchObject(refusal);
    expect(await callQuery(context, 'usage.reportOf', someone)).toMatchObject(refusal);
    expect(await callMutation(context, 'users.setActive', { ...someone, isActive: false })).toMatchObject(
      refusal,
    );
    expect(await callQuery(context, 'plans.listAll')).toMatchObject(refusal);
    const plan = { planId: 'one', reason: 'A cheaper one for me' };
    for (const verb of ['create', 'update', 'reorder', 'archive', 'unarchive', 'delete']) {
      expect(await callMutation(context, `plans.${verb}`, plan), verb).toMatchObject(refusal);
    }
    for (const verb of ['previewImport', 'applyImport']) {
      const input = { source: { kind: 'clerk' } };
      expect(await callMutation(context, `plans.${verb}`, input), verb).toMatchObject(refusal);
    }
    expect(
      await callMutation(context, 'credits.adjust', { ...adjustment, idempotencyKey: randomUUID() }),
    ).toMatchObject(refusal);
  });
});

test('nobody is refused on admin calls without a sign-in', async ({ context }) => {
  const refusal = { status: 401, body: { error: { data: { domain: { code: 'UNAUTHENTICATED' } } } } };
  expect(await callQuery(context, 'users.list', {})).toMatchObject(refusal);
  expect(
    await callMutation(context, 'credits.adjust', { ...adjustment, idempotencyKey: randomUUID() }),
  ).toMatchObject(refusal);
});
