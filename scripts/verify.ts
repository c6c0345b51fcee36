import { PrepareError, preparePrismaClient } from './prepare.ts';
import { type RunResult, runTool } from './run.ts';

const checks = [
  { name: 'types', tool: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types of the web app', tool: 'tsc', args: ['-p', 'apps/web/tsconfig.json', '--noEmit'] },
  { name: 'lint, format, imports', tool: 'biome', args: ['ci', '--colors=off', '.'] },
  { name: 'unused code', tool: 'knip', args: ['--no-progress'] },
] as const;

export type CheckResult = RunResult & { name: string };

/** Runs the checks that need nothing to be started, and prints a line for each and what the failed ones said. */
export async function verify(): Promise<CheckResult[]> {
  await preparePrismaClient();
  const results = await Promise.all(
    checks.map(async ({ name, tool, args }) => ({ name, ...(await runTool(tool, [...args])) })),
  );
  for (const { name, exitCode, output } of results) {
    if (exitCode !== 0) console.log(`\n${name}:\n${output}\n`);
  }
  for (const { name, exitCode, seconds } of results) {
    console.log(
      `${exitCode === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(24)} ${seconds.toFixed(1).padStart(5)} s`,
    );
  }
  return results;
}

if (import.meta.main) {
  try {
    const results = await verify();
    process.exitCode = results.every(({ exitCode }) => exitCode === 0) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
