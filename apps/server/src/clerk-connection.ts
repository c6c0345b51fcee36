import { join } from 'node:path';
import type { Logger } from '@scrip/api/server';
import { createLocalClerk, type LocalClerk } from '@scrip/local-clerk';
import type { ClerkConnection } from './deps.ts';
import type { Environment } from './env.ts';
import { listOrigins, selfOrigin } from './origins.ts';
import { StartFailure } from './start-failure.ts';

const webhookPath = '/api/webhooks/clerk';

export function connectRealClerk(clerk: NonNullable<Environment['clerk']>): ClerkConnection {
  return { ...clerk, local: null };
}

export function connectLocalClerk(localClerk: LocalClerk, env: Environment, port: number): ClerkConnection {
  const { publishableKey, secretKey, jwtKey, webhookSigningSecret, path, router } = localClerk;
  const apiUrl = `${selfOrigin(env, port)}${path}/api`;
  return { publishableKey, secretKey, jwtKey, webhookSigningSecret, apiUrl, local: { path, router } };
}

/** Throws StartFailure for what local Clerk refuses. */
export async function openLocalClerk(env: Environment, port: number, logger: Logger): Promise<LocalClerk> {
  try {
    return await createLocalClerk({
      directory: join(env.dataDir, 'clerk'),
      origins: listOrigins(env, port),
      webhookUrl: `${selfOrigin(env, port)}${webhookPath}`,
      realKeys: env.clerk ?? {},
      logger: {
        info: (fields, message = '') => logger.info(fields, message),
        warn: (fields, message = '') => logger.warn(fields, message),
      },
    });
  } catch (error) {
    // Its refusals are plain errors of one sentence; what has a code or a kind of its own was not foreseen there.
    const isRefusal = error instanceof Error && error.constructor === Error && !('code' in error);
    throw isRefusal ? new StartFailure(error.message, { cause: error }) : error;
  }
}
