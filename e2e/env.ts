import type { ServerUnderTest } from './support/server.ts';

const serverVariable = 'SCRIP_E2E_SERVER';

/** Someone's own browser, before all others. */
export const chromiumOfEnvironment = (): string | undefined => process.env.SCRIP_CHROMIUM || undefined;

/** Chromium refuses its sandbox as root, and many build machines lack the rights for it. */
export const isWithoutSandbox = (): boolean => process.getuid?.() === 0 || Boolean(process.env.CI);

/** Libraries that come along, before those of the system. */
export function preferLibraries(directory: string): void {
  process.env.LD_LIBRARY_PATH = [directory, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
}

export const takesScreenshots = (): boolean => Boolean(process.env.SCRIP_SCREENSHOTS);

export const searchPath = (): string => process.env.PATH ?? '';

/** Also set by whoever wants to run the tests against a server that runs already. */
export const isServerTold = (): boolean => Boolean(process.env[serverVariable]);

/** Test processes start later and inherit the environment. */
export function tellServer(server: ServerUnderTest): void {
  process.env[serverVariable] = JSON.stringify(server);
}

export function toldServer(): ServerUnderTest {
  const text = process.env[serverVariable];
  if (!text) throw new Error('The server under test has not been started.');
  // Written by tellServer, of the same run.
  return JSON.parse(text) as ServerUnderTest;
}

/** Ours without what would connect the server under test to anything real. An empty variable counts as unset. */
export function environmentOfServer(own: Record<string, string>): NodeJS.ProcessEnv {
  const foreign = Object.fromEntries(configuration.map((name) => [name, '']));
  return { ...process.env, ...foreign, ...own };
}

const configuration = [
  'HOST',
  'DATABASE_URL',
  'CLERK_PUBLISHABLE_KEY',
  'CLERK_SECRET_KEY',
  'CLERK_JWT_KEY',
  'CLERK_WEBHOOK_SIGNING_SECRET',
  'ADMIN_EMAILS',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'CALLS_PER_MINUTE',
  'LOG_LEVEL',
  'OPENAI_API_KEY',
  'OPENROUTER_API_KEY',
  'AI_BASE_URL',
  'AI_CHAT_MODEL',
  'AI_IMAGE_MODEL',
];
