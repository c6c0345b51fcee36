import type { Router } from 'express';
import { notFound, paramError } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import { checkPasswordRules, hashPassword } from '../passwords.ts';
import { missingFields, signUpShape } from '../shapes/sign-up.ts';
import type { SignUpAttempt } from '../store/state.ts';
import { closeInvitation, getPendingInvitation } from '../tickets.ts';
import { insertUser, normalizeEmail, normalizeName, requireFreeEmail } from '../users.ts';
import { type Call, fapiHandler } from './call.ts';
import { signIn } from './sign-user-in.ts';

const ATTEMPT_LIFETIME_MS = 24 * 60 * 60 * 1000;

function newAttempt(call: Call): SignUpAttempt {
  return {
    id: newId('sua'),
    status: 'missing_requirements',
    email: null,
    passwordHash: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    invitationId: null,
    createdUserId: null,
    createdSessionId: null,
    abandonAt: call.ctx.now() + ATTEMPT_LIFETIME_MS,
  };
}

/** The attempt with the fields of this form; throws at the first field that is not acceptable. */
async function withFields(call: Call, attempt: SignUpAttempt): Promise<SignUpAttempt> {
  const next = { ...attempt };
  const email = call.text('email_address');
  if (email && next.invitationId === null) next.email = normalizeEmail(email, 'email_address');
  if (next.email !== null) requireFreeEmail(call.ctx, next.email);
  const firstName = call.text('first_name');
  if (firstName !== undefined) next.firstName = normalizeName(firstName, 'first_name');
  const lastName = call.text('last_name');
  if (lastName !== undefined) next.lastName = normalizeName(lastName, 'last_name');
  next.unsafeMetadata = call.json('unsafe_metadata') ?? next.unsafeMetadata;
  const password = call.text('password');
  if (password !== undefined) {
    checkPasswordRules(password, 'password');
    await call.ctx.limits.countAttempt(call.address, `sign-up ${next.email}`);
    next.passwordHash = await hashPassword(password);
  }
  return next;
}

/** Creates the account once nothing is missing; the address counts as verified, as there is no mail here. */
function completeIfPossible(call: Call, attempt: SignUpAttempt): void {
  if (attempt.email === null || missingFields(attempt).length > 0) return;
  const { email, passwordHash, firstName, lastName, unsafeMetadata, invitationId } = attempt;
  const invitation = invitationId === null ? undefined : call.ctx.store.invitations.get(invitationId);
  const publicMetadata = invitation?.publicMetadata ?? {};
  const user = insertUser(call.ctx, {
    email,
    passwordHash,
    firstName,
    lastName,
    publicMetadata,
    unsafeMetadata,
  });
  if (invitation) closeInvitation(call.ctx, invitation.id, 'accepted');
  attempt.createdUserId = user.id;
  attempt.createdSessionId = signIn(call, user);
  attempt.status = 'complete';
}

async function save(call: Call, attempt: SignUpAttempt): Promise<void> {
  const next = await withFields(call, attempt);
  completeIfPossible(call, next);
  call.requireClient().signUp = next;
  call.ctx.store.touch();
  await call.respond(signUpShape(next));
}

async function create(call: Call): Promise<void> {
  const attempt = newAttempt(call);
  const strategy = call.text('strategy');
  if (strategy === 'ticket') {
    await call.ctx.limits.countAttempt(call.address, 'invitation');
    const invitation = getPendingInvitation(call.ctx, call.text('ticket') ?? '');
    await call.ctx.limits.clearAttempts(call.address, 'invitation');
    return save(call, { ...attempt, invitationId: invitation.id, email: invitation.email });
  }
  if (strategy !== undefined && strategy !== 'password') {
    throw paramError(
      'strategy',
      'form_param_value_invalid',
      'Local sign-up takes an email address and a password.',
    );
  }
  await save(call, attempt);
}

function currentAttempt(call: Call): SignUpAttempt {
  const attempt = call.client?.signUp;
  const known = attempt && attempt.id === call.req.params.id && attempt.abandonAt > call.ctx.now();
  if (!known) throw notFound('sign-up');
  return attempt;
}

async function update(call: Call): Promise<void> {
  const attempt = currentAttempt(call);
  if (attempt.status === 'complete') throw notFound('unfinished sign-up');
  await save(call, attempt);
}

export function addSignUpRoutes(router: Router, ctx: Context): void {
  router.post('/client/sign_ups', fapiHandler(ctx, create));
  router.get(
    '/client/sign_ups/:id',
    fapiHandler(ctx, (call) => call.respond(signUpShape(currentAttempt(call)))),
  );
  router.patch('/client/sign_ups/:id', fapiHandler(ctx, update));
}
