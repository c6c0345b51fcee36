import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const maxGzipBytes = 15_000;

let project: string;
let built: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'scrip-client-'));
  built = join(project, 'node_modules/@scrip/client');
  await mkdir(built, { recursive: true });
  await run(process.execPath, [join(root, 'scripts/build.ts'), built]);
}, 120_000);
afterAll(() => rm(project, { recursive: true, force: true }));

test('the published package has no fault that publint knows', async () => {
  expect((await publint({ pkgDir: built, strict: true })).messages).toEqual([]);
});

test('its types are right wherever a module may be imported', async () => {
  const { stdout: packed } = await run('npm', ['pack', built, '--json'], { cwd: project });
  const [{ filename }] = JSON.parse(packed);
  const attw = join(root, 'node_modules/.bin/attw');
  const args = [join(project, filename), '--profile', 'esm-only', '--format', 'json'];
  const { stdout } = await run(attw, args, { maxBuffer: 64 * 1024 * 1024 });
  const problems: { resolutionKind?: string }[] = JSON.parse(stdout).analysis.problems;
  // From CommonJS, Node's `require` of an ES module: as intended.
  expect(problems.filter(({ resolutionKind }) => resolutionKind !== 'node16-cjs')).toEqual([]);
});

test('it is small, has a source map, and imports nothing, so that it runs in browsers and at the edge', async () => {
  const code = await readFile(join(built, 'index.js'), 'utf8');
  expect(gzipSync(code).byteLength).toBeLessThan(maxGzipBytes);
  expect(code).not.toMatch(/\bimport\b|\brequire\b|\bprocess\.|\bBuffer\b/);
  const map = JSON.parse(await readFile(join(built, 'index.js.map'), 'utf8'));
  expect(map.sources.some((source: string) => source.endsWith('src/metered.ts'))).toBe(true);
});

test('its types need nothing of this workspace, nor of Node', async () => {
  const program = `
    import { createScrip, isScripError } from '@scrip/client';
    const scrip = createScrip({ url: 'https://scrip.example', apiKey: 'k' });
    const balance: number = (await scrip.balance({ userId: 'me' })).creditsRemaining;
    const text: string = await scrip.metered('u', 'chat', async ({ use }) => { use(3); return 'hello'; });
    // @ts-expect-error a spend names its feature
    await scrip.spend({ userId: 'me' });
    export { balance, text, isScripError };`;
  await writeFile(join(project, 'program.ts'), program);
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
  const options = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
  ];
  const tsc = resolve(root, '../../node_modules/.bin/tsc');
  const { stdout } = await run(tsc, [...options, '--types', '', 'program.ts'], { cwd: project });
  expect(stdout).toBe('');
});
