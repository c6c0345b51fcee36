import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium as playwright } from '@playwright/test';
import packed, { inflate } from '@sparticuz/chromium';
import { chromiumOfEnvironment, preferLibraries, searchPath } from '../env.ts';

const run = promisify(execFile);

/**
 * A Chromium that starts on this machine, in this order: the one of SCRIP_CHROMIUM, Playwright's own, the system's, the
 * one that comes from npm. Throws one sentence when there is none.
 */
export async function findChromium(): Promise<string> {
  const chosen = chromiumOfEnvironment();
  if (chosen) {
    if (await canStart(chosen)) return chosen;
    throw new Error(`SCRIP_CHROMIUM is ${chosen}, which does not start; set it to the path of a Chromium.`);
  }
  for (const path of [playwright.executablePath(), ...listSystemBrowsers()]) {
    if (await canStart(path)) return path;
  }
  const path = await unpackChromium();
  if (path) return path;
  throw new Error(
    'The browser tests found no Chromium that starts: install Chrome, or run "npx playwright install chromium", or set SCRIP_CHROMIUM to the path of one.',
  );
}

async function canStart(path: string): Promise<boolean> {
  // A desktop browser of Windows answers --version by opening a window.
  if (process.platform === 'win32' || !existsSync(path)) return existsSync(path);
  try {
    await run(path, ['--version'], { timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function listSystemBrowsers(): string[] {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    const roots = ['C:\\Program Files', 'C:\\Program Files (x86)'];
    return programs.flatMap((program) => roots.map((root) => join(root, program)));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = searchPath().split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The npm package is built for Linux on x64 only. Null when it does not start either. */
async function unpackChromium(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const path = await packed.executablePath();
  if (await canStart(path)) return path;
  // Half a file, left by an unpacking that was interrupted, is taken for a whole one.
  rmSync(path, { force: true });
  await packed.executablePath();
  // A bare system lacks libraries, which the package has along as well.
  await inflate(join(import.meta.dirname, '../node_modules/@sparticuz/chromium/bin/al2023.tar.br'));
  preferLibraries(join(tmpdir(), 'al2023/lib'));
  return (await canStart(path)) ? path : null;
}
