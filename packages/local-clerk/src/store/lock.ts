import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type DirectoryLock = { release(): Promise<void> };

function socketPath(directory: string): string {
  const name = `scrip-local-clerk-${createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16)}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(path: string): Promise<Server | null> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(null) : fail(error),
    );
    server.listen(path, () => done(server.unref()));
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => socket.destroy());
    socket.unref();
  });
}

/**
 * Two processes that write one directory would undo each other's changes. The lock is a listening socket and not a
 * file with a process id, because the kernel takes it back after kill -9 and process ids are used again.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = socketPath(directory);
  let server = await listen(path);
  if (!server && !(await isAnswered(path))) {
    await rm(path, { force: true });
    server = await listen(path);
  }
  if (!server) throw new Error(`Another running Scrip uses the local sign-in data in ${directory}.`);
  const held = server;
  return { release: () => new Promise((done) => held.close(() => done())) };
}
