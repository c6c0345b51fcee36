import type { Router } from 'express';
import { ClerkError, notFound, paramError } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { verifyPassword } from '../passwords.ts';
import { listActiveSessions } from '../sessions.ts';
import { signInShape } from '../shapes/sign-in.ts';
import type { SignInAttempt, UserRecord } from '../store/state.ts';
import { redeemTicket } from '../tickets.ts';
import { findUserByEmail, getUser, normalizeEmail } from '../users.ts';
import { type Call, fapiHandler } from './call.ts';
import { signIn } from './sign-user-in.ts';

const ATTEMPT_LIFETIME_MS = 24 * 60 * 60 * 1000;

function openAttempt(call: Call, user: UserRecord | null): SignInAttempt {
  const attempt: SignInAttempt = {
    id: newId('sia'),
    status: user ? 'needs_first_factor' : 'needs_identifier',
    strategy: null,
    identifier: user?.email ?? null,
    userId: user?.id ?? null,
    createdSessionId: null,
    abandonAt: call.ctx.now() + ATTEMPT_LIFETIME_MS,
  };
  call.requireClient().signIn = attempt;
  call.ctx.store.touch();
  return attempt;
}

function complete(
  call: Call,
  attempt: SignInAttempt,
  user: UserRecord,
  strategy: 'password' | 'ticket',
): void {
  attempt.createdSessionId = signIn(call, user);
  attempt.status = 'complete';
  attempt.strategy = strategy;
}

async function requirePassword(call: Call, user: UserRecord, password: string): Promise<void> {
  await call.ctx.limits.countAttempt(call.address, user.email);
  if (user.passwordHash === null) {
    throw paramError('password', 'strategy_for_user_invalid', 'This account has no password.');
  }
  if (!(await verifyPassword(password, user.passwordHash))) {
    throw paramError('password', 'form_password_incorrect', 'Password is incorrect. Try again.');
  }
  await call.ctx.limits.clearAttempts(call.address, user.email);
}

function identify(call: Call, identifier: string): UserRecord {
  const user = findUserByEmail(call.ctx, normalizeEmail(identifier, 'identifier'));
  if (!user) {
    throw paramError(
      'identifier',
      'form_identifier_not_found',
      'There is no account with this email address.',
    );
  }
  const sessions = call.client ? listActiveSessions(call.ctx, call.client) : [];
  const session = sessions.find((one) => one.userId === user.id);
  if (session) {
    const meta = { session_id: session.id };
    throw new ClerkError({
      status: 400,
      code: 'identifier_already_signed_in',
      message: "You're already signed in.",
      meta,
    });
  }
  return user;
}

async function createFromTicket(call: Call, ticket: string): Promise<void> {
  await call.ctx.limits.countAttempt(call.address, 'ticket');
  const user = getUser(call.ctx, redeemTicket(call.ctx, ticket));
  const attempt = openAttempt(call, user);
  complete(call, attempt, user, 'ticket');
  await call.ctx.limits.clearAttempts(call.address, 'ticket');
  await call.respond(signInShape(call.ctx, attempt, call.origin));
}

async function create(call: Call): Promise<void> {
  const strategy = call.text('strategy');
  if (strategy === 'ticket') return createFromTicket(call, call.text('ticket') ?? '');
  if (strategy !== undefined && strategy !== 'password') {
    throw paramError(
      'strategy',
      'form_param_value_invalid',
      'Local sign-in knows passwords and sign-in links only.',
    );
  }
  const identifier = call.text('identifier');
  if (!identifier) return call.respond(signInShape(call.ctx, openAttempt(call, null), call.origin));
  const user = identify(call, identifier);
  const password = call.text('password');
  if (password !== undefined) await requirePassword(call, user, password);
  const attempt = openAttempt(call, user);
  if (password !== undefined) complete(call, attempt, user, 'password');
  await call.respond(signInShape(call.ctx, attempt, call.origin));
}

function currentAttempt(call: Call): SignInAttempt {
  const attempt = call.client?.signIn;
  const known = attempt && attempt.id === call.req.params.id && attempt.abandonAt > call.ctx.now();
  if (!known) throw notFound('sign-in');
  return attempt;
}

async function attemptFirstFactor(call: Call): Promise<void> {
  const attempt = currentAttempt(call);
  if (attempt.status !== 'needs_first_factor' || attempt.userId === null)
    throw notFound('sign-in waiting for a password');
  if (call.text('strategy') !== 'password') {
    throw paramError('strategy', 'form_param_value_invalid', 'Local sign-in asks for a password here.');
  }
  const user = getUser(call.ctx, attempt.userId);
  await requirePassword(call, user, call.text('password') ?? '');
  complete(call, attempt, user, 'password');
  await call.respond(signInShape(call.ctx, attempt, call.origin));
}

export function addSignInRoutes(router: Router, ctx: Context): void {
  router.post('/client/sign_ins', fapiHandler(ctx, create));
  router.get(
    '/client/sign_ins/:id',
    fapiHandler(ctx, (call) => call.respond(signInShape(ctx, currentAttempt(call), call.origin))),
  );
  router.post('/client/sign_ins/:id/attempt_first_factor', fapiHandler(ctx, attemptFirstFactor));
}
