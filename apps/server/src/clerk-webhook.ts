import { verifyWebhook } from '@clerk/express/webhooks';
import { asSystem, DomainError, receiveClerkEvent } from '@scrip/api/server';
import express, { type RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';
import { sendFailure } from './failures.ts';

/** Signatures cover the exact bytes: these handlers must see the request before any JSON parser does. */
export function clerkWebhook(deps: AppDeps): RequestHandler[] {
  return [express.raw({ type: 'application/json', limit: '1mb' }), receive(deps)];
}

function receive(deps: AppDeps): RequestHandler {
  const { webhookSigningSecret: signingSecret } = deps.clerk;
  return async (req, res) => {
    const event = signingSecret && Buffer.isBuffer(req.body) ? await verify(req, signingSecret) : null;
    const id = req.get('svix-id');
    if (!event || !id) {
      sendFailure(
        deps,
        req,
        res,
        new DomainError('UNAUTHENTICATED', 'This delivery is not signed by Clerk.', {}),
      );
      return;
    }
    // An error here answers 500, so that the sender comes again.
    const { adminEmails } = deps;
    const outcome = await receiveClerkEvent(asSystem(contextOf(deps, res)), { id, event }, { adminEmails });
    res.json({ outcome });
  };
}

async function verify(req: Parameters<typeof verifyWebhook>[0], signingSecret: string) {
  try {
    return await verifyWebhook(req, { signingSecret });
  } catch {
    return null;
  }
}
