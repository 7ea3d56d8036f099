import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** In `deps`, so that it can be read through the package's link. */
const MANIFEST = 'deps/engine.json'

/**
 * What was provisioned; written last, so an engine without it is not one.
 * @typedef {object} EngineManifest
 * @property {string} [recipe] The id of the recipe it was made by.
 * @property {'wheel' | 'package-installer'} provider
 * @property {string} tensorflow Version, as the library itself says.
 * @property {string} platform
 * @property {{ requirement: string, sha256: string }} [wheel]
 * @property {Record<string, number>} files Path to bytes.
 */

/**
 * Writes the manifest of a finished tree.
 * @param {string} engine
 * @param {Omit<EngineManifest, 'files'>} facts
 */
export function writeManifest(engine, facts) {
  const files = {}
  for (const entry of readdirSync(engine, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[path.slice(engine.length + 1)] = statSync(path).size
  }
  writeFileSync(join(engine, MANIFEST), `${JSON.stringify({ ...facts, files }, null, 2)}\n`)
}

/**
 * The manifest of a whole engine; undefined where a file is missing or has another size.
 * @param {string} engine
 * @returns {EngineManifest | undefined}
 */
export function readManifest(engine) {
  try {
    const manifest = JSON.parse(readFileSync(join(engine, MANIFEST), 'utf8'))
    const isWhole = ([path, bytes]) => statSync(join(engine, path)).size === bytes
    return Object.entries(manifest.files).every(isWhole) ? manifest : undefined
  } catch {
    return undefined
  }
}
