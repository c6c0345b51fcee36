import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Prints what a visitor downloads, from the built app; fails when the first load has grown past its budget.

const FIRST_LOAD_BUDGET_BYTES = 250_000;
const FIRST_SCREEN = 'src/routes/overview.tsx';

type Chunk = {
  file: string;
  name?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
};

const dist = join(import.meta.dirname, '../dist');
const manifest: Record<string, Chunk> = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8'));

function withImports(key: string, found = new Set<string>()): Set<string> {
  if (found.has(key)) return found;
  found.add(key);
  for (const imported of manifest[key]?.imports ?? []) withImports(imported, found);
  return found;
}

async function gzipBytes(key: string): Promise<number> {
  const file = manifest[key]?.file;
  return file?.endsWith('.js') ? gzipSync(await readFile(join(dist, file))).byteLength : 0;
}

async function total(keys: Iterable<string>): Promise<number> {
  let bytes = 0;
  for (const key of keys) bytes += await gzipBytes(key);
  return bytes;
}

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1).padStart(7)} kB gzip`;

const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
if (!entry) throw new Error('The manifest names no entry.');
const firstLoad = withImports(FIRST_SCREEN, withImports(entry));
const firstLoadBytes = await total(firstLoad);
console.log(`${kilobytes(firstLoadBytes)}  first load (budget ${FIRST_LOAD_BUDGET_BYTES / 1_000} kB)`);

for (const key of Object.keys(manifest)) {
  if (firstLoad.has(key) || !manifest[key]?.file.endsWith('.js') || key.startsWith('_')) continue;
  const more = [...withImports(key)].filter((needed) => !firstLoad.has(needed));
  console.log(`${kilobytes(await total(more))}  more for ${key}`);
}
if (firstLoadBytes > FIRST_LOAD_BUDGET_BYTES) process.exitCode = 1;
