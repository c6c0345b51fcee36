import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, runTool } from './run.ts';
import { hashSources, readStamp } from './stamp.ts';

/** A tool failed; the message is what it said. */
export class PrepareError extends Error {
  override readonly name = 'PrepareError';
}

const client = {
  sources: ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'],
  output: 'packages/database/src/generated/client.ts',
  stamp: 'node_modules/.cache/scrip/prisma-client',
};

/** Generates the Prisma client when the schema or Prisma itself has changed since. Throws PrepareError. */
export async function preparePrismaClient(): Promise<void> {
  const hash = hashSources(client.sources);
  if (existsSync(join(root, client.output)) && readStamp(client.stamp) === hash) return;
  console.log('Generating the database client …');
  const { exitCode, output } = await runTool('prisma', ['generate']);
  if (exitCode !== 0) throw new PrepareError(`The database client could not be generated.\n${output}`);
  mkdirSync(dirname(join(root, client.stamp)), { recursive: true });
  writeFileSync(join(root, client.stamp), hash);
}

const site = {
  // The app contains the schemas of packages/api; everything else that it contains is in the lockfile.
  sources: ['apps/web', 'packages/api/src', 'tsconfig.base.json', 'pnpm-lock.yaml'],
  output: 'apps/web/dist',
  // One for each process, since two may start at once.
  draft: `apps/web/node_modules/.cache/scrip/dist-${process.pid}`,
  stampName: '.stamp',
};

/** Builds the browser app when its sources have changed since. A build appears complete or not at all. Throws PrepareError. */
export async function prepareSite(): Promise<void> {
  const hash = hashSources(site.sources);
  if (readStamp(`${site.output}/${site.stampName}`) === hash) return;
  console.log('Building the browser app …');
  const draft = join(root, site.draft);
  const output = join(root, site.output);
  try {
    const args = ['build', '--logLevel', 'error', '--outDir', draft, '--emptyOutDir'];
    const build = await runTool('vite', args, { directory: 'apps/web' });
    if (build.exitCode !== 0) throw new PrepareError(`The browser app could not be built.\n${build.output}`);
    writeFileSync(join(draft, site.stampName), hash);
    rmSync(output, { recursive: true, force: true });
    renameSync(draft, output);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
