import type { BrowserContext } from '@playwright/test';
import { toldServer } from '../env.ts';

/** Statuses that a test provokes, so that the browser's note about them is no problem. */
export type ExpectedStatuses = number[];

/**
 * Collects what must never happen in a page: a request that leaves this machine, an error on the console, an error that
 * nothing caught. Read the list when the test is done.
 */
export function collectProblems(context: BrowserContext, expected: ExpectedStatuses): string[] {
  const problems: string[] = [];
  const { origin } = toldServer();
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(data|blob|about):/.test(url.protocol) || url.origin === origin) return;
    problems.push(`A request left this machine: ${request.method()} ${request.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const status = /responded with a status of (\d+)/.exec(message.text())?.[1];
    if (status && expected.includes(Number(status))) return;
    problems.push(`The console says (${message.type()}): ${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => {
    problems.push(`An error was not caught: ${error.error().stack ?? error.error().message}`);
  });
  return problems;
}
