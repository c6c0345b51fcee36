import type { RequestHandler, Response } from 'express';

/** Responses that stay open until somebody ends them. */
export type OpenStreams = { track: RequestHandler; breakOff(): void };

export function trackOpenStreams(): OpenStreams {
  const open = new Set<Response>();
  return {
    track(req, res, next) {
      if (req.headers.accept?.includes('text/event-stream')) {
        open.add(res);
        res.once('close', () => open.delete(res));
      }
      next();
    },
    /** A connection that breaks is opened again by its client; one that ends in good order is not. */
    breakOff() {
      for (const res of open) res.destroy();
    },
  };
}
