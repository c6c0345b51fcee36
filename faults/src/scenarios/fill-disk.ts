import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngineService } from '../engine-service.ts';
import { databaseBack } from '../postgres-process.ts';
import type { Drill, Scenario } from '../scenario.ts';
import { openStage, type Stage } from '../stage.ts';

const sizeMegabytes = 256;

export const fillDiskScenario: Scenario = {
  name: 'fill-disk',
  title: `the disk of PostgreSQL full (a file system of ${sizeMegabytes} MB in memory), then with room again`,
  rounds: 5,
  skip() {
    if (process.platform !== 'linux') return 'it needs Linux';
    if (process.getuid?.() !== 0) return 'only root may mount a file system';
    const trial = tryMount();
    if ('problem' in trial) return `a file system cannot be mounted here: ${trial.problem}`;
    unmount(trial.directory);
    return null;
  },
  async openStage() {
    const mounted = tryMount();
    if ('problem' in mounted) throw new Error(mounted.problem);
    const { directory } = mounted;
    try {
      const stage = await openStage(directory);
      return { ...stage, stop: () => stage.stop().finally(() => unmount(directory)) };
    } catch (error) {
      unmount(directory);
      throw error;
    }
  },
  open: async (stage) => openDrill(stage),
};

function openDrill(stage: Stage): Drill {
  const service = openEngineService(stage);
  return {
    service,
    async strike({ number, load }) {
      const filler = join(stage.directory, 'filler');
      fill(filler);
      // A new WAL file is what a full disk stops PostgreSQL for; without it only growing tables fail.
      const isSwitching = number % 2 === 0;
      if (isSwitching) await stage.query('SELECT pg_switch_wal()').catch(() => undefined);
      const struckAtMs = performance.now();
      await load.failures(30);
      rmSync(filler);
      const backAtMs = await databaseBack(stage);
      const fault = isSwitching ? 'disk full, WAL file too' : 'disk full';
      return { fault, count: 1, backAtMs, downMs: backAtMs - struckAtMs };
    },
    close: () => service.close(),
  };
}

function tryMount(): { directory: string } | { problem: string } {
  const directory = mkdtempSync(join(tmpdir(), 'scrip-faults-disk-'));
  const options = `size=${sizeMegabytes}m,mode=0755`;
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]);
  if (status === 0) return { directory };
  rmSync(directory, { recursive: true });
  return { problem: error?.message ?? stderr.toString().trim() };
}

function unmount(directory: string): void {
  spawnSync('umount', [directory]);
  rmSync(directory, { recursive: true, force: true });
}

/** Writes until nothing more fits. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  const piece = Buffer.alloc(64 * 1024);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    fsyncSync(file);
    closeSync(file);
  }
}
