import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stage } from './stage.ts';

/** Kills the postmaster, and where /proc tells its children those too; resolves when it is dead. */
export async function killPostgres(stage: Stage, isWhole: boolean): Promise<void> {
  const pid = Number(readFileSync(join(stage.directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const children = isWhole ? childrenOf(pid) : [];
  process.kill(pid, 'SIGKILL');
  for (const child of children) kill(child);
  while (isAlive(pid)) await delay(2);
}

/** Resolves with the instant at which a new connection was answered. */
export async function databaseBack(stage: Stage): Promise<number> {
  const deadlineMs = performance.now() + 60_000;
  for (;;) {
    try {
      await stage.query('SELECT 1');
      return performance.now();
    } catch (error) {
      if (performance.now() > deadlineMs) throw new Error('PostgreSQL did not come back.', { cause: error });
      await delay(10);
    }
  }
}

function childrenOf(pid: number): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const isChild = (id: number) => statOf(id)?.parent === pid;
  return readdirSync('/proc')
    .map(Number)
    .filter((id) => Number.isInteger(id) && isChild(id));
}

function isAlive(pid: number): boolean {
  // A process that nobody has waited for yet is dead.
  if (existsSync('/proc/self/stat')) return (statOf(pid)?.state ?? 'Z') !== 'Z';
  return kill(pid, 0);
}

function statOf(pid: number): { state: string; parent: number } | null {
  try {
    const [state = '', parent] =
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
}

function kill(pid: number, signal: NodeJS.Signals | 0 = 'SIGKILL'): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
