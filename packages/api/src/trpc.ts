import { initTRPC } from '@trpc/server';
import type { ApiKeyScope } from './api-keys/scopes.ts';
import { refuseViewer, requireAdmin, requireScope, requireUser } from './authorization.ts';
import type { ServiceContext } from './context.ts';
import type { BalanceFeed } from './credits/balance-feed.ts';
import { toPublicError, toTrpcError, unavailableOf } from './error-mapping.ts';
import { DomainError, forbidden, isDomainError } from './errors.ts';
import type { Mailer } from './mail/mailer.ts';
import type { PlaygroundModels } from './playground/models.ts';

export type ApiContext = ServiceContext & {
  requestId: string;
  balanceFeed: BalanceFeed;
  playgroundModels: PlaygroundModels;
  mailer: Mailer;
};

/** `scope`: lets API keys call the procedure that have it. Every other procedure refuses keys. */
export type ProcedureMeta = { scope?: ApiKeyScope };

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter({ shape, error, ctx }) {
      const { message, domain } = toPublicError(error, ctx?.requestId ?? 'unknown');
      const { code, httpStatus, path } = shape.data;
      return { ...shape, message, data: { code, httpStatus, path, domain, requestId: ctx?.requestId } };
    },
    sse: {
      maxDurationMs: 15 * 60_000,
      ping: { enabled: true, intervalMs: 10_000 },
      client: { reconnectAfterInactivityMs: 25_000 },
    },
  });

// `next()` never throws: tRPC hands the error over in its result.
const domainErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  const refusal = isDomainError(cause) ? cause : unavailableOf(cause);
  if (refusal) throw toTrpcError(refusal);
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

// Looking at the app as a user sees it must leave no trace in the user's account.
const readOnlyViews = t.middleware(({ ctx, type, next }) => {
  if (type === 'mutation') refuseViewer(ctx);
  return next();
});

const scopedKeys = t.middleware(({ ctx, meta, next }) => {
  if (ctx.principal?.kind === 'apiKey') requireScope(ctx.principal, meta?.scope);
  return next();
});

export const publicProcedure = t.procedure.use(domainErrors).use(readOnlyViews).use(scopedKeys);

export const userProcedure = publicProcedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, principal: requireUser(ctx) } }),
);

export const adminProcedure = publicProcedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, principal: requireAdmin(ctx) } }),
);

/** For API keys that have the scope, and for nobody who is signed in. */
export function keyProcedure(scope: ApiKeyScope) {
  return publicProcedure.meta({ scope }).use(({ ctx, next }) => {
    const { principal } = ctx;
    if (!principal) throw new DomainError('UNAUTHENTICATED', 'Show an API key.', {});
    if (principal.kind !== 'apiKey') throw forbidden();
    return next({ ctx: { ...ctx, principal } });
  });
}
