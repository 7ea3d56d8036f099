import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Of } from './fetch-wheel.mjs'

/** In `deps`, so that it can be read through the package's link. */
export const MANIFEST = 'deps/engine.json'

/**
 * A file of an engine; `wheel` says which wheel it was taken from, and is absent of what was built.
 * @typedef {{ bytes: number, sha256: string, wheel?: string }} EngineFile
 */

/**
 * What was provisioned; written last, so an engine without it is not one.
 * @typedef {object} EngineManifest
 * @property {string} [recipe] The id of the recipe it was made by.
 * @property {'cpu' | 'gpu'} [kind] Whether it has CUDA; absent where the package's installer chose.
 * @property {'wheel' | 'package-installer'} provider
 * @property {string} tensorflow Version, as the library itself says.
 * @property {string} platform
 * @property {(import('./fetch-wheel.mjs').LockedWheel & { bytes: number })[]} [wheels]
 * @property {Record<string, EngineFile>} files By path in the engine.
 */

/**
 * Writes the manifest of a finished tree; files that are not named in it are added.
 * @param {string} engine
 * @param {EngineManifest} manifest
 */
export async function writeManifest(engine, manifest) {
  const files = { ...manifest.files }
  for (const entry of readdirSync(engine, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(engine.length + 1)
    if (!entry.isFile() || path in files) continue
    files[path] = { bytes: statSync(file).size, sha256: await sha256Of(file) }
  }
  writeFileSync(join(engine, MANIFEST), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`)
}

/**
 * The manifest of an engine that is whole by the sizes of its files, which takes no time; undefined
 * where one is missing or has another size.
 * @param {string} engine
 * @returns {EngineManifest | undefined}
 */
export function readManifest(engine) {
  const manifest = peekManifest(engine)
  const isWhole = ([path, { bytes }]) => sizeOf(join(engine, path)) === bytes
  return manifest && Object.entries(manifest.files).every(isWhole) ? manifest : undefined
}

/**
 * What the manifest of an engine says, whatever has become of the files.
 * @param {string} engine
 * @returns {EngineManifest | undefined}
 */
export function peekManifest(engine) {
  try {
    const manifest = JSON.parse(readFileSync(join(engine, MANIFEST), 'utf8'))
    return typeof manifest.files === 'object' ? manifest : undefined
  } catch {
    return undefined
  }
}

/**
 * What is wrong with a file of an engine; `problem` completes a sentence that begins with its path.
 * @typedef {{ path: string, problem: string }} Damage
 */

/**
 * Reads every file of an engine and names those that are not what its manifest says.
 * @param {string} engine
 * @param {(bytes: number) => void} [onBytes] Told how many are read so far.
 * @returns {Promise<Damage[]>}
 */
export async function findDamage(engine, onBytes = () => {}) {
  const manifest = peekManifest(engine)
  if (!manifest) {
    const problem = existsSync(join(engine, MANIFEST)) ? 'cannot be read' : 'is missing'
    return [{ path: MANIFEST, problem }]
  }
  const damage = []
  let done = 0
  for (const [path, expected] of Object.entries(manifest.files)) {
    const more = (bytes) => onBytes((done += bytes))
    const problem = await findProblem(join(engine, path), expected, more)
    if (problem) damage.push({ path, problem })
  }
  return damage
}

/** @param {EngineFile} expected */
async function findProblem(file, { bytes, sha256 }, onBytes) {
  const size = sizeOf(file)
  if (size === undefined) return 'is missing'
  if (size !== bytes) return `has ${size} bytes instead of ${bytes}`
  try {
    if ((await sha256Of(file, onBytes)) === sha256) return undefined
  } catch (error) {
    return `cannot be read (${error.code})`
  }
  return 'has other contents than were provisioned'
}

/**
 * Bytes that a check of a whole engine reads.
 * @param {EngineManifest} manifest
 */
export function manifestBytes({ files }) {
  return Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0)
}

function sizeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size
}
