import type { ApiKeyScope } from './api-keys/scopes.ts';
import type { ApiKeyPrincipal, ServiceContext, UserPrincipal } from './context.ts';
import { DomainError, forbidden, notFound } from './errors.ts';

/** @throws UNAUTHENTICATED when nobody is signed in, FORBIDDEN for the system itself. */
export function requireUser(ctx: ServiceContext): UserPrincipal {
  if (!ctx.principal) throw new DomainError('UNAUTHENTICATED', 'Sign in first.', {});
  if (ctx.principal.kind === 'apiKey') requireScope(ctx.principal, undefined);
  if (ctx.principal.kind !== 'user') throw forbidden();
  return ctx.principal;
}

/** @throws FORBIDDEN to an admin who looks at the app as a user sees it. */
export function refuseViewer({ principal }: ServiceContext): void {
  if (principal?.kind !== 'user' || principal.view === undefined) return;
  throw new DomainError(
    'FORBIDDEN',
    'You are looking as another user. Nothing can be changed from here.',
    {},
  );
}

/** @throws UNAUTHENTICATED or FORBIDDEN. */
export function requireAdmin(ctx: ServiceContext): UserPrincipal {
  const principal = requireUser(ctx);
  if (principal.role !== 'ADMIN') throw forbidden();
  return principal;
}

/** @throws FORBIDDEN where no scope lets keys in, or the key lacks it. */
export function requireScope(key: ApiKeyPrincipal, scope: ApiKeyScope | undefined): void {
  if (scope === undefined) {
    throw new DomainError('FORBIDDEN', 'This cannot be called with an API key.', { reason: 'api-key' });
  }
  if (key.scopes.includes(scope)) return;
  const message = `This API key lacks the scope "${scope}".`;
  throw new DomainError('FORBIDDEN', message, { reason: 'scope', scope });
}

/** For verbs that the app's own code, its keys and admins may call, users and their keys never: grants, refunds. */
export function requireOperator(ctx: ServiceContext, scope?: ApiKeyScope): void {
  if (ctx.principal?.kind === 'apiKey') {
    requireScope(ctx.principal, scope);
    if (ctx.principal.userId !== null) throw forbidden();
  } else if (ctx.principal?.kind !== 'system') requireAdmin(ctx);
}

/** For holds: as `requireOperator`, and a user's own key on that user's account. */
export function requireHolder(ctx: ServiceContext, userId: string): void {
  if (ctx.principal?.kind === 'apiKey') requireAccount(ctx, userId, 'hold');
  else requireOperator(ctx);
}

/**
 * For verbs on one account: its owner, an admin, the system, or a key with the scope that acts for it.
 * @throws NOT_FOUND for anybody else, so that the answer does not tell whether the account exists.
 */
export function requireAccount(ctx: ServiceContext, userId: string, scope?: ApiKeyScope): void {
  if (ctx.principal?.kind === 'system') return;
  if (ctx.principal?.kind === 'apiKey') {
    requireScope(ctx.principal, scope);
    if (ctx.principal.userId !== null && ctx.principal.userId !== userId) throw notFound('user');
    return;
  }
  const principal = requireUser(ctx);
  if (principal.userId !== userId && principal.role !== 'ADMIN') throw notFound('user');
}

/** Who stands behind an entry or an audit row; null for the system itself and for apps. */
export function actorIdOf({ principal }: Pick<ServiceContext, 'principal'>): string | null {
  return principal === null || principal.kind === 'system' ? null : principal.userId;
}

/** The API key that a change was asked with. */
export function apiKeyIdOf({ principal }: Pick<ServiceContext, 'principal'>): string | null {
  return principal?.kind === 'apiKey' ? principal.keyId : null;
}
