import { randomBytes } from 'node:crypto';
import { accessSync, chownSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, postgresMajor } from './binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { run } from './run.ts';
import type { ServerUser } from './server-user.ts';

/** The files of one PostgreSQL server: its data, and what is needed to connect to it. */
export type Cluster = { data: string; log: string; password: string };

export const superuser = 'scrip';
const passwordFile = 'scrip-password';

export function dataPath(directory: string): string {
  return join(directory, 'data');
}

/** Opens the cluster in `directory`. Throws when it is another version's or not PostgreSQL's at all. */
export function openCluster(directory: string): Cluster {
  const data = dataPath(directory);
  refuseForeign(data);
  const version = readIfThere(join(data, 'PG_VERSION'))?.trim();
  if (version === undefined) {
    throw new EmbeddedPostgresError(`${data} is not a PostgreSQL data folder; move it away.`);
  }
  if (version !== String(postgresMajor)) {
    throw new EmbeddedPostgresError(
      `${data} was made by PostgreSQL ${version} and this is PostgreSQL ${postgresMajor}; move it away or set DATA_DIR to another folder.`,
    );
  }
  const password = readIfThere(join(data, passwordFile));
  if (password === undefined) {
    throw new EmbeddedPostgresError(
      `${join(data, passwordFile)} is missing, so nobody can connect; restore it.`,
    );
  }
  return { data, log: join(data, 'server.log'), password };
}

function refuseForeign(data: string): void {
  try {
    accessSync(data, constants.R_OK);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `${data} belongs to another user; start Scrip as that user or set DATA_DIR to another folder.`,
      { cause },
    );
  }
}

/**
 * Creates the cluster unless it is there. It appears complete or not at all: it is made beside its place and renamed,
 * so an interrupted attempt leaves only a folder that the next one removes.
 */
export async function ensureCluster(
  directory: string,
  binaries: Binaries,
  user: ServerUser,
  isDurable: boolean,
): Promise<{ isNew: boolean }> {
  const data = dataPath(directory);
  await removeAbandoned(directory);
  if (existsSync(data)) return { isNew: false };

  const draft = join(directory, `${draftPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordPath = join(draft, passwordFile);
  const draftData = join(draft, 'data');
  try {
    await mkdir(draftData, { recursive: true, mode: 0o700 });
    await writeFile(passwordPath, randomBytes(24).toString('base64url'), { mode: 0o600 });
    for (const path of [draft, passwordPath, draftData]) {
      if (user.owner) chownSync(path, user.owner.uid, user.owner.gid);
    }
    const { file, args } = user.command(binaries.initdb, initArguments(draftData, passwordPath, isDurable));
    const { status, output } = await run(file, args);
    if (status !== 0) {
      throw new EmbeddedPostgresError(`PostgreSQL could not create ${data}: ${lastLine(output)}.`);
    }
    await rename(passwordPath, join(draftData, passwordFile));
    return { isNew: await publish(draftData, data) };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function initArguments(data: string, passwordPath: string, isDurable: boolean): string[] {
  return [
    `--pgdata=${data}`,
    `--username=${superuser}`,
    `--pwfile=${passwordPath}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorts by code point on every system, and knows the letters of every language.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(isDurable ? [] : ['--no-sync']),
  ];
}

async function publish(draft: string, data: string): Promise<boolean> {
  try {
    await rename(draft, data);
    return true;
  } catch (error) {
    // Another process made one meanwhile: that one counts.
    if (existsSync(data)) return false;
    throw error;
  }
}

const draftPrefix = '.creating-';

async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const pid = /^\.creating-(\d+)-/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    // Its initdb may still be writing; then a later start removes the folder.
    await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export function lastLine(output: string): string {
  const lines = output.trim().split('\n');
  const telling = lines.findLast((line) => /FATAL|ERROR|error:|could not/i.test(line)) ?? lines.at(-1) ?? '';
  return telling.replace(/^.*?(FATAL|ERROR|error):\s*/, '').trim() || 'it gave no reason';
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
