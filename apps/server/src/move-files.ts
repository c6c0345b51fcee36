import { join } from 'node:path';
import { createMailer, followMove, JobRunner, type StorageProvider, storageRunJob } from '@scrip/api/server';
import { openDatabase } from './database.ts';
import { readEnvironment } from './env.ts';
import { createLogger } from './logger.ts';
import { listOrigins } from './origins.ts';
import { openStorage } from './storage.ts';

const everyMs = 500;

/**
 * Moves the files of one store to another and tells how far it is. What is aborted, or killed, goes on when it is called
 * again. Answers how many files could not be moved.
 */
export async function moveFiles(
  move: { from: StorageProvider; to: StorageProvider },
  { print, signal }: { print: (line: string) => void; signal: AbortSignal },
): Promise<{ failed: number }> {
  await using opened = new AsyncDisposableStack();
  const env = readEnvironment();
  const logger = createLogger(env.logLevel);
  const db = await openDatabase({ env, logger, onProgress: (message) => print(`${message} …`) }, opened);
  // Links are signed with the secret, and nobody gets one here.
  const storage = openStorage(env, { secretKey: '' });
  const now = () => new Date();
  const [appUrl] = listOrigins(env, env.port);
  const mailer = createMailer({
    ...{ smtpUrl: env.smtpUrl, from: env.mailFrom, appUrl },
    directory: join(env.dataDir, 'mail'),
  });
  const runner = new JobRunner({ db, logger, mailer, storage, now, kinds: [storageRunJob], patienceMs: 0 });
  runner.start();
  opened.defer(() => runner.stop());
  let told = '';
  const onProgress = ({ moved, failed, total }: { moved: number; failed: number; total: number }) => {
    const line = `Moved ${moved} of ${total} files${failed > 0 ? `, ${failed} failed` : ''}.`;
    if (line !== told) print(line);
    told = line;
  };
  const ctx = { principal: { kind: 'system' }, db, now, logger, storage } as const;
  const { counts, error } = await followMove(ctx, move, { onProgress, everyMs, signal });
  if (error) throw new Error(error);
  return { failed: counts.failed };
}
