import { isUniqueViolation, withTransaction } from '@scrip/database';
import { announceUserChange } from '../api-keys/service.ts';
import { asSystem, type ServiceContext, type UserPrincipal } from '../context.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { newId } from '../credits/receipt.ts';
import { getAppSettings } from '../settings/app-settings.ts';
import { parseInput } from '../validation.ts';
import {
  eraseIdentity,
  findUserByClerkId,
  insertBalanceOnce,
  insertUserOnce,
  removeBelongings,
  updateIdentity,
} from './repository.ts';
import { Identity } from './schema.ts';

export type ProvisionOptions = {
  /** Lower-case addresses whose owners begin as admins. Only read when the user is created. */
  adminEmails: ReadonlySet<string>;
};

export type ProvisionedUser = UserPrincipal & { isActive: boolean };

/** The user of a sign-in identity that is known already, without asking the sign-in service. */
export async function findProvisionedUser(
  ctx: ServiceContext,
  clerkUserId: string,
): Promise<ProvisionedUser | null> {
  const known = await findUserByClerkId(ctx.db, clerkUserId);
  return known && toPrincipal(known);
}

/**
 * The user of a sign-in identity; made on first sight, with one balance and one sign-up grant, however many webhooks
 * and requests race for it. A known user is returned as stored: identities only change through `syncIdentity`.
 *
 * @throws INVALID_INPUT for an identity without an id or with an ill-formed e-mail.
 */
export async function provisionUser(
  ctx: ServiceContext,
  input: Identity,
  options: ProvisionOptions,
): Promise<ProvisionedUser> {
  const identity = parseInput(Identity, input);
  const known = await findUserByClerkId(ctx.db, identity.clerkUserId);
  if (known) return toPrincipal(known);
  try {
    return await createUser(ctx, identity, options);
  } catch (error) {
    // Two identities of one address at the same instant: now the other row is visible, and its e-mail is left to it.
    if (!isUniqueViolation(error, 'User_email_key')) throw error;
    return createUser(ctx, identity, options);
  }
}

async function createUser(
  ctx: ServiceContext,
  identity: Identity,
  options: ProvisionOptions,
): Promise<ProvisionedUser> {
  const at = ctx.now();
  const email = identity.verifiedEmail;
  return withTransaction(ctx.db, async (tx) => {
    const created = await insertUserOnce(tx, {
      id: newId(at),
      clerkId: identity.clerkUserId,
      email,
      name: identity.name,
      role: email && options.adminEmails.has(email) ? 'ADMIN' : 'USER',
      at,
    });
    const user = await findUserByClerkId(tx, identity.clerkUserId);
    if (!user) throw new Error('A user that was just written cannot be read.');
    if (created) {
      await insertBalanceOnce(tx, { userId: user.id, clerkUserId: user.clerkId }, at);
      await grantSignUp(asSystem({ ...ctx, db: tx }), user.id);
    }
    return toPrincipal(user);
  });
}

async function grantSignUp(ctx: ServiceContext, userId: string): Promise<void> {
  const { signUpCredits: amountCredits } = await getAppSettings(ctx);
  if (amountCredits === 0) return;
  await grantCredits(ctx, { userId, amountCredits, source: 'SIGN_UP', idempotencyKey: 'sign-up' });
}

function toPrincipal(user: NonNullable<Awaited<ReturnType<typeof findUserByClerkId>>>): ProvisionedUser {
  return {
    kind: 'user',
    userId: user.id,
    clerkUserId: user.clerkId,
    role: user.role,
    isActive: user.isActive,
  };
}

/** Takes over a changed name or e-mail; makes the user if it is new. An e-mail that another account has is left out. */
export async function syncIdentity(
  ctx: ServiceContext,
  input: Identity,
  options: ProvisionOptions,
): Promise<void> {
  const identity = parseInput(Identity, input);
  const { userId } = await provisionUser(ctx, identity, options);
  const { verifiedEmail: email, name } = identity;
  const storedEmail = await updateIdentity(ctx.db, userId, { email, name }, ctx.now());
  if (storedEmail !== email) {
    ctx.logger.warn({ userId }, 'The e-mail of this user belongs to another account and was left out');
  }
}

/**
 * After a deletion at the sign-in service: refused everywhere, nameless, without keys and settings; its ledger is
 * kept.
 */
export async function retireIdentity(ctx: ServiceContext, clerkUserId: string): Promise<void> {
  const at = ctx.now();
  await eraseIdentity(ctx.db, clerkUserId, at);
  await removeBelongings(ctx.db, clerkUserId, at);
  await announceUserChange(ctx);
}
