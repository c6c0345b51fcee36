import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { EngineAdapterFactory } from './engine-adapter.ts';
import type { EngineConnection } from './engine-connection.ts';
import { readSchema } from './migration-files.ts';

export type SchemaEngine = {
  commands: bindings.SchemaEngine;
  /** Why PostgreSQL refused the last script, if it did. */
  scriptError(): unknown;
};

/** Starts Prisma's schema engine in this process. Only shadow databases get a connection besides the given one. */
export async function openSchemaEngine(
  connection: EngineConnection,
  connectionString: string,
): Promise<SchemaEngine> {
  await loadBindings();
  const adapter = new EngineAdapterFactory(connection, connectionString);
  const commands = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', await readSchema()]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  return { commands, scriptError: () => adapter.scriptError };
}

// Node has it; the language's own type library does not list it.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loading: Promise<void> | undefined;

// Importing the package's main file works too, but makes Node warn about importing WebAssembly.
function loadBindings(): Promise<void> {
  loading ??= (async () => {
    const main = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
    const wasm = await readFile(new URL('./schema_engine_bg.wasm', `file://${main}`));
    const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...bindings } });
    bindings.__wbg_set_wasm(instance.exports);
    const { __wbindgen_start: start } = instance.exports;
    if (typeof start === 'function') start();
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  })();
  return loading;
}

// The engine hands its panic message to this global before it dies.
const panics = {
  set_message(message: string): void {
    throw new Error(`The schema engine failed: ${message}`);
  },
};
