import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

/** The part that is used here; TypeScript declares it only together with a browser's globals. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: Record<string, unknown> } }>
}

type Adapters = Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0]
export type SchemaAdapter = Awaited<ReturnType<Adapters['connect']>>

let loaded: Promise<void> | undefined

/**
 * Runs `work` with the engine behind `prisma migrate`, as WebAssembly: Prisma's command line would download a native binary.
 *
 * @param adapter where the engine sends its SQL; closing the connections behind it is left to the caller.
 */
export async function withSchemaEngine<T>(adapter: SchemaAdapter, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= load()
  await loaded
  const adapters = bindMigrationAwareSqlAdapterFactory({
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connect: () => Promise.resolve(adapter),
    connectToShadowDb: () => Promise.reject(new Error('No shadow database is ever made: migrations are written by comparing schemas.')),
  })
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapters)
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

async function load(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(path.join(path.dirname(glue), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings, ...timers() } })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('@prisma/schema-engine-wasm has another shape than the pinned version')
  start()
}

/** The engine's limit on waiting for a lock is a timer that it never clears: it would keep the process alive for ten seconds. */
function timers(): Record<string, (callback: () => void, milliseconds: number) => NodeJS.Timeout> {
  const names = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout_'))
  return Object.fromEntries(names.map((name) => [name, (callback, milliseconds) => setTimeout(callback, milliseconds).unref()]))
}
