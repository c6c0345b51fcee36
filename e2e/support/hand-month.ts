import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext } from '@playwright/test';
import { toldServer } from '../env.ts';
import { callMutation } from './api.ts';

const run = promisify(execFile);

/** A new account with the entries of the month that was computed by hand: its id. */
export async function openHandMonth(): Promise<string> {
  const script = join(import.meta.dirname, 'write-hand-month.ts');
  const { stdout } = await run(process.execPath, [script, toldServer().dataDir]);
  return stdout.trim();
}

/** From here on an admin's browser shows the app as this user sees it. */
export async function viewAs(context: BrowserContext, userId: string): Promise<void> {
  const { status, body } = await callMutation(context, 'users.startViewing', {
    userId,
    reason: 'A browser test compares figures',
  });
  if (status !== 200) throw new Error(`The view could not be started: ${status}.`);
  // A wrong shape is refused with the first question.
  const { token } = (body as { result: { data: { token: string } } }).result.data;
  await context.setExtraHTTPHeaders({ 'x-scrip-view-as': token });
}
