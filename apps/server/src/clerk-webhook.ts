import { verifyWebhook } from '@clerk/express/webhooks';
import { asSystem, DomainError, receiveDelivery } from '@scrip/api/server';
import express, { type RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';
import { sendFailure } from './failures.ts';

const LONGEST_ID = 255;
const unreadable = / JSON\b|Cannot read properties of (null|undefined)/;

/** Signatures cover the exact bytes: these handlers must see the request before any JSON parser does. */
export function clerkWebhook(deps: AppDeps): RequestHandler[] {
  return [express.raw({ type: 'application/json', limit: '1mb' }), receive(deps)];
}

function receive(deps: AppDeps): RequestHandler {
  const { webhookSigningSecret: signingSecret } = deps.clerk;
  return async (req, res) => {
    const isSigned = signingSecret && Buffer.isBuffer(req.body) && (await verify(req, signingSecret));
    const id = req.get('svix-id')?.trim();
    if (!isSigned || !id || id.length > LONGEST_ID) {
      const refusal = new DomainError('UNAUTHENTICATED', 'This delivery is not signed by Clerk.', {});
      sendFailure(deps, req, res, refusal);
      return;
    }
    // Answered once it is kept; an error here answers 5xx, so that the sender comes again.
    const reception = await receiveDelivery(asSystem(contextOf(deps, res)), { id, body: readBody(req.body) });
    res.json({ reception });
  };
}

async function verify(req: Parameters<typeof verifyWebhook>[0], signingSecret: string): Promise<boolean> {
  try {
    await verifyWebhook(req, { signingSecret });
    return true;
  } catch (error) {
    // It looks into the body only after the signature was found right; its other refusals say nothing of JSON.
    return error instanceof Error && unreadable.test(error.message);
  }
}

/** What is signed and yet no JSON is kept as it is, for somebody to look at. */
function readBody(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
