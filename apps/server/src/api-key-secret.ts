import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './env.ts';
import { StartFailure } from './start-failure.ts';

/**
 * What API keys are hashed with: of the environment, or made once and kept in a file that only this user can read. Of two
 * processes that start at once both take the one that was first. Throws StartFailure.
 */
export async function readApiKeySecret({
  apiKeySecret,
  dataDir,
}: Pick<Environment, 'apiKeySecret' | 'dataDir'>): Promise<string> {
  if (apiKeySecret) return apiKeySecret;
  const path = join(dataDir, 'api-key-secret');
  try {
    await mkdir(dataDir, { recursive: true });
    return (await readSecret(path)) ?? (await makeSecret(path));
  } catch (cause) {
    if (cause instanceof StartFailure) throw cause;
    throw new StartFailure(`${path} cannot be read or written: set API_KEY_SECRET, or DATA_DIR.`, { cause });
  }
}

async function readSecret(path: string): Promise<string | null> {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    if (secret.length >= 32) return secret;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  throw new StartFailure(`${path} is not whole: restore it, or remove it, which ends every API key.`);
}

async function makeSecret(path: string): Promise<string> {
  const own = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    await link(own, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(own);
  }
  const secret = await readSecret(path);
  if (!secret) throw new Error(`${path} is gone.`);
  return secret;
}
