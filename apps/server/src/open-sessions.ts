import { findStillAllowed, type Logger, type UserPrincipal } from '@scrip/api/server';
import type { Database } from '@scrip/database';
import type { Response } from 'express';

/** Answers that are under way, by who asked for them. */
export type OpenSessions = {
  add(res: Response, principal: UserPrincipal): void;
};

/**
 * Breaks answers off whose caller is not let in any more: deactivated, or no admin any more, whichever process did it. Only
 * what outlasts an interval is looked at, so that ordinary requests cost nothing; all of them take one query per interval.
 */
export function watchOpenSessions(options: {
  db: Database;
  now: () => Date;
  logger: Logger;
  intervalMs?: number;
}): OpenSessions {
  const { db, now, logger, intervalMs = 300 } = options;
  const open = new Map<Response, UserPrincipal>();
  let lasting = new Set<Response>();
  let timer: NodeJS.Timeout | null = null;
  let isLooking = false;

  /** What was there at the last look, too. */
  function takeLasting(): [Response, UserPrincipal][] {
    for (const res of open.keys()) if (res.destroyed || res.writableFinished) open.delete(res);
    const looked = [...open].filter(([res]) => lasting.has(res));
    lasting = new Set(open.keys());
    if (open.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
    return looked;
  }

  async function look(): Promise<void> {
    const looked = takeLasting();
    if (looked.length === 0 || isLooking) return;
    isLooking = true;
    try {
      const allowed = await findStillAllowed({ db, now }, new Set(looked.map(([, principal]) => principal)));
      for (const [res, principal] of looked) if (!allowed.has(principal)) res.destroy();
    } catch (error) {
      logger.warn({ error }, 'Open answers could not be checked; the next interval tries again');
    } finally {
      isLooking = false;
    }
  }

  return {
    add(res, principal) {
      open.set(res, principal);
      timer ??= setInterval(() => void look(), intervalMs).unref();
    },
  };
}
