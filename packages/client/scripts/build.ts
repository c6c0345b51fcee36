import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const outDir = resolve(process.argv[2] ?? join(root, 'dist'));

/** Makes the folder that is published: one ES module with its source map, the types, and a manifest of its own. */
async function buildPackage(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: true,
      lib: { entry: 'src/index.ts', formats: ['es'], fileName: 'index' },
    },
  });
  await writeTypes();
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(outDir, 'package.json'), JSON.stringify(publishedManifest(manifest), null, 2));
}

async function writeTypes(): Promise<void> {
  const tsc = resolve(root, '../../node_modules/.bin/tsc');
  await promisify(execFile)(tsc, ['-p', join(root, 'tsconfig.build.json'), '--outDir', outDir]);
  const files = (await readdir(outDir)).filter((file) => file.endsWith('.d.ts'));
  await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(outDir, file), 'utf8');
      // The compiler leaves our .ts endings in declarations, where older ones do not find them.
      await writeFile(join(outDir, file), text.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
    }),
  );
}

function publishedManifest({ name, version, description, license }: Record<string, string>) {
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
  };
}

await buildPackage();
