import { createHash, timingSafeEqual } from 'node:crypto';
import { getAuditorState, type ServiceContext } from '@scrip/api/server';
import type { RequestHandler } from 'express';
import { Counter, Gauge, Registry } from 'prom-client';
import type { AppDeps } from './deps.ts';

export type Metrics = { registry: Registry; usersAudited: Counter };

/** What this process and its database tell Prometheus. Figures of the database are read when they are asked for. */
export function createMetrics(ctx: ServiceContext): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const readState = () => getAuditorState(ctx).catch(() => null);
  new Gauge({
    name: 'scrip_auditor_deviations',
    help: 'Rules that the ledger of some user breaks, as the auditor last saw it. Anything but 0 is an alarm.',
    registers,
    async collect() {
      // A database that is away must not look like a ledger in order.
      this.set((await readState())?.openDeviations ?? Number.NaN);
    },
  });
  new Gauge({
    name: 'scrip_auditor_last_pass_timestamp_seconds',
    help: 'When every user had been audited last; 0 before the first pass ended.',
    registers,
    async collect() {
      const state = await readState();
      this.set(state ? (state.lastPassAt?.getTime() ?? 0) / 1000 : Number.NaN);
    },
  });
  const usersAudited = new Counter({
    name: 'scrip_auditor_users_audited_total',
    help: 'Users that this process has audited.',
    registers,
  });
  return { registry, usersAudited };
}

/** For Prometheus, in its text format, to who has the token; without one configured there is no such page. */
export function metricsRoute({ metrics, metricsToken }: AppDeps): RequestHandler {
  return async (req, res, next) => {
    if (metricsToken === null) return next();
    if (!isSame(req.get('authorization') ?? '', `Bearer ${metricsToken}`)) {
      res.status(401).set('WWW-Authenticate', 'Bearer').type('text').send('A bearer token is needed.\n');
      return;
    }
    res.set('Content-Type', metrics.registry.contentType).send(await metrics.registry.metrics());
  };
}

/** In a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
