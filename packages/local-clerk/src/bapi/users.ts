import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { paramError, sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { mergeMetadata } from '../metadata.ts';
import { checkPasswordRules, hashPassword, verifyPassword } from '../passwords.ts';
import { endUserSessions } from '../sessions.ts';
import { backendUserShape } from '../shapes/user.ts';
import type { UserRecord } from '../store/state.ts';
import {
  deleteUser,
  getUser,
  insertUser,
  normalizeEmail,
  normalizeName,
  type UserChange,
  updateUser,
} from '../users.ts';
import { readBody, readPage } from './request.ts';
import { filterUsers, sortUsers } from './user-list.ts';

const Metadata = z.record(z.string(), z.unknown());

const MetadataBody = z.object({
  public_metadata: Metadata.optional(),
  private_metadata: Metadata.optional(),
  unsafe_metadata: Metadata.optional(),
});

const UserBody = MetadataBody.extend({
  first_name: z.string().nullish(),
  last_name: z.string().nullish(),
  external_id: z.string().nullish(),
  password: z.string().optional(),
  skip_password_checks: z.boolean().optional(),
  sign_out_of_other_sessions: z.boolean().optional(),
});

const NewUserBody = UserBody.extend({
  email_address: z.array(z.string()).length(1, 'Local sign-in keeps exactly one email address for a user.'),
  skip_password_requirement: z.boolean().optional(),
});
export type NewUserBody = z.infer<typeof NewUserBody>;

async function hashNewPassword(body: z.infer<typeof UserBody>): Promise<string | null> {
  if (body.password === undefined) return null;
  if (!body.skip_password_checks) checkPasswordRules(body.password, 'password');
  return hashPassword(body.password);
}

/** Creates a user as `POST /users` does; durable, with `user.created` queued, when it resolves. */
export async function createUserFromBody(ctx: Context, body: NewUserBody): Promise<UserRecord> {
  const email = normalizeEmail(body.email_address[0] ?? '', 'email_address');
  if (body.password === undefined && !body.skip_password_requirement) {
    throw paramError('password', 'form_data_missing', 'A password is required.');
  }
  const passwordHash = await hashNewPassword(body);
  const user = insertUser(ctx, {
    email,
    passwordHash,
    firstName: normalizeName(body.first_name ?? '', 'first_name'),
    lastName: normalizeName(body.last_name ?? '', 'last_name'),
    externalId: body.external_id ?? null,
    publicMetadata: body.public_metadata ?? {},
    privateMetadata: body.private_metadata ?? {},
    unsafeMetadata: body.unsafe_metadata ?? {},
  });
  await ctx.store.flush();
  return user;
}

async function changeUser(ctx: Context, user: UserRecord, body: z.infer<typeof UserBody>): Promise<void> {
  const change: UserChange = {};
  if (body.first_name !== undefined) change.firstName = normalizeName(body.first_name ?? '', 'first_name');
  if (body.last_name !== undefined) change.lastName = normalizeName(body.last_name ?? '', 'last_name');
  if (body.external_id !== undefined) change.externalId = body.external_id;
  if (body.public_metadata) change.publicMetadata = body.public_metadata;
  if (body.private_metadata) change.privateMetadata = body.private_metadata;
  if (body.unsafe_metadata) change.unsafeMetadata = body.unsafe_metadata;
  const passwordHash = await hashNewPassword(body);
  if (passwordHash !== null) change.passwordHash = passwordHash;
  updateUser(ctx, user, change);
  if (body.sign_out_of_other_sessions) endUserSessions(ctx, user.id, 'revoked');
}

function changeMetadata(
  ctx: Context,
  user: UserRecord,
  body: z.infer<typeof MetadataBody>,
  replace: boolean,
): void {
  const next = (current: Record<string, unknown>, given: Record<string, unknown> | undefined) =>
    given === undefined ? current : replace ? given : mergeMetadata(current, given);
  updateUser(ctx, user, {
    publicMetadata: next(user.publicMetadata, body.public_metadata),
    privateMetadata: next(user.privateMetadata, body.private_metadata),
    unsafeMetadata: next(user.unsafeMetadata, body.unsafe_metadata),
  });
}

const SWITCHES: Record<string, UserChange> = {
  ban: { banned: true },
  unban: { banned: false },
  lock: { locked: true },
  unlock: { locked: false },
};

function addListRoutes(router: Router, ctx: Context): void {
  router.get('/users', (req, res) => {
    const { limit, offset } = readPage(req);
    const users = sortUsers(req, filterUsers(ctx, req)).slice(offset, offset + limit);
    sendJson(
      res,
      users.map((user) => backendUserShape(user, ctx.origins[0])),
    );
  });
  router.get('/users/count', (req, res) => {
    sendJson(res, { object: 'total_count', total_count: filterUsers(ctx, req).length });
  });
}

export function addUserRoutes(router: Router, ctx: Context): void {
  const sendUser = async (res: Response, user: UserRecord) => {
    await ctx.store.flush();
    sendJson(res, backendUserShape(user, ctx.origins[0]));
  };
  const found = (req: Request) => getUser(ctx, String(req.params.id));
  addListRoutes(router, ctx);
  router.post('/users', async (req, res) =>
    sendUser(res, await createUserFromBody(ctx, readBody(NewUserBody, req))),
  );
  router.get('/users/:id', (req, res) => sendUser(res, found(req)));
  router.patch('/users/:id', async (req, res) => {
    const user = found(req);
    await changeUser(ctx, user, readBody(UserBody, req));
    await sendUser(res, user);
  });
  router.delete('/users/:id', async (req, res) => {
    const user = found(req);
    await deleteUser(ctx, user);
    sendJson(res, { object: 'user', id: user.id, deleted: true });
  });
  for (const method of ['patch', 'put'] as const) {
    router[method]('/users/:id/metadata', async (req, res) => {
      const user = found(req);
      changeMetadata(ctx, user, readBody(MetadataBody, req), method === 'put');
      await sendUser(res, user);
    });
  }
  for (const [action, change] of Object.entries(SWITCHES)) {
    router.post(`/users/:id/${action}`, async (req, res) => {
      const user = found(req);
      updateUser(ctx, user, change);
      await sendUser(res, user);
    });
  }
  router.post('/users/:id/verify_password', async (req, res) => {
    const { password } = readBody(z.object({ password: z.string() }), req);
    const verified = await verifyPassword(password, found(req).passwordHash);
    if (!verified) throw paramError('password', 'incorrect_password', 'The password is incorrect.');
    sendJson(res, { verified });
  });
}
