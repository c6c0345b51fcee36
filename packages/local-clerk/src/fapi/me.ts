import type { Router } from 'express';
import { notFound, paramError } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { mergeMetadata } from '../metadata.ts';
import { checkPasswordRules, hashPassword, verifyPassword } from '../passwords.ts';
import { endSession, endUserSessions, isActive, listUserSessions } from '../sessions.ts';
import { bareSessionShape } from '../shapes/client.ts';
import { deviceShape } from '../shapes/device.ts';
import { userShape } from '../shapes/user.ts';
import type { UserRecord } from '../store/state.ts';
import { deleteUser, normalizeName, type UserChange, updateUser } from '../users.ts';
import { type Call, fapiHandler } from './call.ts';

function respondUser(call: Call, user: UserRecord): Promise<void> {
  return call.respond(userShape(user, call.origin));
}

async function changeProfile(call: Call): Promise<void> {
  const { user } = call.requireSession();
  const change: UserChange = {};
  const firstName = call.text('first_name');
  if (firstName !== undefined) change.firstName = normalizeName(firstName, 'first_name');
  const lastName = call.text('last_name');
  if (lastName !== undefined) change.lastName = normalizeName(lastName, 'last_name');
  const unsafeMetadata = call.json('unsafe_metadata');
  if (unsafeMetadata !== undefined) change.unsafeMetadata = unsafeMetadata;
  updateUser(call.ctx, user, change);
  await respondUser(call, user);
}

async function changeMetadata(call: Call): Promise<void> {
  const { user } = call.requireSession();
  const patch = call.json('unsafe_metadata') ?? {};
  updateUser(call.ctx, user, { unsafeMetadata: mergeMetadata(user.unsafeMetadata, patch) });
  await respondUser(call, user);
}

async function changePassword(call: Call): Promise<void> {
  const { session, user } = call.requireSession();
  const next = call.text('new_password') ?? '';
  checkPasswordRules(next, 'new_password');
  if (user.passwordHash !== null) {
    const current = call.text('current_password') ?? '';
    await call.ctx.limits.countAttempt(call.address, user.email);
    if (!(await verifyPassword(current, user.passwordHash))) {
      throw paramError('current_password', 'form_password_incorrect', 'Password is incorrect. Try again.');
    }
    if (current === next) {
      throw paramError(
        'new_password',
        'form_new_password_matches_current',
        'Choose a password you are not using now.',
      );
    }
    await call.ctx.limits.clearAttempts(call.address, user.email);
  }
  updateUser(call.ctx, user, { passwordHash: await hashPassword(next) });
  if (call.text('sign_out_of_other_sessions') === 'true')
    endUserSessions(call.ctx, user.id, 'revoked', session.id);
  await respondUser(call, user);
}

async function deleteMyself(call: Call): Promise<void> {
  const { user } = call.requireSession();
  await deleteUser(call.ctx, user);
  await call.respond({ object: 'user', id: user.id, deleted: true });
}

async function listDevices(call: Call): Promise<void> {
  const { user } = call.requireSession();
  const sessions = listUserSessions(call.ctx, user.id).filter((session) => isActive(call.ctx, session));
  await call.send(sessions.map((session) => deviceShape(session)));
}

async function revokeDevice(call: Call): Promise<void> {
  const { user } = call.requireSession();
  const session = listUserSessions(call.ctx, user.id).find((one) => one.id === call.req.params.id);
  if (!session || !isActive(call.ctx, session)) throw notFound('session');
  endSession(call.ctx, session, 'revoked');
  await call.respond(bareSessionShape(session));
}

export function addMeRoutes(router: Router, ctx: Context): void {
  router.get(
    '/me',
    fapiHandler(ctx, (call) => respondUser(call, call.requireSession().user)),
  );
  router.patch('/me', fapiHandler(ctx, changeProfile));
  router.delete('/me', fapiHandler(ctx, deleteMyself));
  router.patch('/me/metadata', fapiHandler(ctx, changeMetadata));
  router.post('/me/change_password', fapiHandler(ctx, changePassword));
  router.get('/me/sessions/active', fapiHandler(ctx, listDevices));
  router.post('/me/sessions/:id/revoke', fapiHandler(ctx, revokeDevice));
}
