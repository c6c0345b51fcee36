import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentOfServer } from '../env.ts';

export type Account = { email: string; password: string };

/** What tests need to know about the server they run against. */
export type ServerUnderTest = {
  origin: string;
  accounts: { admin: Account; user: Account };
  /** Each signs in once. */
  links: { admin: string; user: string };
  /** Where it keeps everything, its database too. */
  dataDir: string;
};

const root = resolve(import.meta.dirname, '../..');
/** The browser app is built and the demo data is written within this time, on a slow machine too. */
const startTimeoutMs = 180_000;
const stopTimeoutMs = 20_000;

/**
 * Starts Scrip as people start it, with demo data, on a free port and a data folder of its own. `stop` ends it and its
 * database, removes the folder, and throws when the server did not end by itself or had logged an error.
 */
export async function startServer(): Promise<{ server: ServerUnderTest; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'scrip-e2e-'));
  const child = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    env: environmentOfServer({ PORT: '0', DATA_DIR: dataDir, SCRIP_DEMO: '1' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  const stop = async () => {
    const hasEnded = await stopChild(child);
    rmSync(dataDir, { recursive: true, force: true });
    if (!hasEnded) throw new Error(`The server did not end when asked to.\n${output.text()}`);
    if (/"level":(50|60)/.test(output.text())) {
      throw new Error(`The server logged an error.\n${output.text()}`);
    }
  };
  try {
    const announced = await output.waitFor(/Scrip runs at (\S+)[\s\S]*Stop it with/);
    return { server: readFacts(announced, dataDir), stop };
  } catch (error) {
    await stopChild(child);
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function readFacts(announced: string, dataDir: string): ServerUnderTest {
  const origin = /Scrip runs at (\S+)/.exec(announced)?.[1];
  const [admin, user] = announced.match(/http\S+__clerk_ticket=\S+/g) ?? [];
  if (!origin || !admin || !user) throw new Error(`The server did not say how to sign in.\n${announced}`);
  // Written by the server under test; a wrong shape fails the first sign-in.
  const accounts = JSON.parse(
    readFileSync(join(dataDir, 'accounts.json'), 'utf8'),
  ) as ServerUnderTest['accounts'];
  return { origin, accounts, links: { admin, user }, dataDir };
}

function collectOutput(child: ChildProcess) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      child.emit('output');
    });
  }
  const waitFor = (pattern: RegExp) =>
    new Promise<string>((found, failed) => {
      const fail = (why: string) => failed(new Error(`The server under test ${why}.\n${text}`));
      const timer = setTimeout(() => fail('did not start in time'), startTimeoutMs);
      child.on('output', () => {
        if (!pattern.test(text)) return;
        clearTimeout(timer);
        found(text);
      });
      child.once('exit', () => {
        clearTimeout(timer);
        fail('ended while it started');
      });
    });
  return { text: () => text, waitFor };
}

/** False when it had to be killed. */
async function stopChild(child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return true;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
  return child.signalCode !== 'SIGKILL';
}
