import type { ServiceContext, UserPrincipal } from './context.ts';
import { DomainError, forbidden, notFound } from './errors.ts';

/** @throws UNAUTHENTICATED when nobody is signed in, FORBIDDEN for the system itself. */
export function requireUser(ctx: ServiceContext): UserPrincipal {
  if (!ctx.principal) throw new DomainError('UNAUTHENTICATED', 'Sign in first.', {});
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

/** For verbs that the app's own code and admins may call, users never: grants, refunds. */
export function requireOperator(ctx: ServiceContext): void {
  if (ctx.principal?.kind !== 'system') requireAdmin(ctx);
}

/**
 * For verbs on one account: its owner, an admin or the system.
 * @throws NOT_FOUND for anybody else, so that the answer does not tell whether the account exists.
 */
export function requireAccount(ctx: ServiceContext, userId: string): void {
  if (ctx.principal?.kind === 'system') return;
  const principal = requireUser(ctx);
  if (principal.userId !== userId && principal.role !== 'ADMIN') throw notFound('user');
}

/** Who stands behind an entry or an audit row; null for the system itself. */
export function actorIdOf(ctx: Pick<ServiceContext, 'principal'>): string | null {
  return ctx.principal?.kind === 'user' ? ctx.principal.userId : null;
}
