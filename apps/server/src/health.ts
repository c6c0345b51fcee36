import { checkDatabaseHealth } from '@scrip/database';
import { Router } from 'express';
import type { AppDeps } from './deps.ts';

/** For load balancers: whether the process runs, and whether it can serve. */
export function healthRoutes({ db, now }: AppDeps): Router {
  const router = Router();
  router.get('/live', (_req, res) => void res.json({ status: 'ok' }));
  router.get('/ready', async (_req, res) => {
    const { status } = await checkDatabaseHealth(db, now());
    const isReady = status === 'healthy';
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'unavailable', database: status });
  });
  return router;
}
