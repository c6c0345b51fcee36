import type { ApiKeyPrincipal, ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { findProvisionedUser } from '../users/provision-user.ts';

const clerkForm = /^user_\w+$/;

type KeyContext = ServiceContext & { principal: ApiKeyPrincipal };

/**
 * The same request with the id of the user that it names: `me` is the one whose own key it is, and Clerk's id counts as
 * well as ours. Whether the key may act for that user, the verb decides.
 *
 * @throws NOT_FOUND for `me` with an app's key.
 */
export async function withNamedUser<Request extends { userId: string }>(
  ctx: KeyContext,
  request: Request,
): Promise<Request> {
  const { userId: name } = request;
  if (name === 'me') {
    const { userId } = ctx.principal;
    if (userId === null) throw notFound('user');
    return { ...request, userId };
  }
  const user = clerkForm.test(name) ? await findProvisionedUser(ctx, name) : null;
  return user ? { ...request, userId: user.userId } : request;
}
