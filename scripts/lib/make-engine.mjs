import { chmodSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ADDON, buildAddon, verifyAddon } from './build-addon.mjs'
import { peekManifest, writeManifest } from './engine-manifest.mjs'
import { fetchWheel } from './fetch-wheel.mjs'
import { checkDiskSpace, findCompiler, findPython } from './prerequisites.mjs'
import { duration, megabytes, say, startProgress } from './say.mjs'
import { unpackWheel } from './unpack-wheel.mjs'

/**
 * Makes an engine beside its place and moves it there at the end, whole. Of an engine that lies there
 * already, damaged, what came from a wheel and is still right is used again.
 * @param {import('./engine-recipe.mjs').EngineRecipe} recipe
 * @param {string} engine Its place.
 * @param {string} work A folder beside it that is not there yet; the caller takes it away.
 * @param {string} node What the addon is tried with.
 * @param {import('./engine-manifest.mjs').Damage[]} damage Of the one that lies there.
 */
export async function makeEngine(recipe, engine, work, node, damage) {
  const started = Date.now()
  const python = await findPython()
  const compiler = await findCompiler()
  mkdirSync(work)
  const tree = join(work, 'tree')
  mkdirSync(tree)

  const salvaged = salvage(recipe, engine, tree, damage)
  const order = missingOf(recipe, salvaged)
  // 2.2 times what is taken from the wheels is room for that, for the wheels and for pip's cache of them.
  await checkDiskSpace(dirname(engine), order.unpackedBytes, 'The engine')
  announce(recipe, order)
  const fresh = await fetchAndUnpack(order, python, work, tree, engine)

  say('Building the addon …')
  await buildAddon(compiler, recipe.addon, tree)
  const { tensorflow } = await verifyAddon(node, recipe.verify, join(tree, ADDON))

  await writeManifest(tree, {
    recipe: recipe.id,
    kind: recipe.kind,
    provider: 'wheel',
    tensorflow,
    platform: recipe.platform,
    wheels: [...salvaged.wheels, ...fresh.wheels],
    files: { ...salvaged.files, ...fresh.files }
  })
  makeReadable(tree)
  // A folder cannot be renamed over another that is not empty.
  if (statSync(engine, { throwIfNoEntry: false })) renameSync(engine, join(work, 'old'))
  renameSync(tree, engine)
  rmSync(wheelFolder(engine), { recursive: true, force: true })
  say(`Engine ready in ${duration(Date.now() - started)}, in ${engine}.`)
}

/** Where fetched wheels wait for all of them to be there; what was killed goes on from these. */
function wheelFolder(engine) {
  return `${engine}.wheels`
}

/** Links what is right in a damaged engine into the new one, by whole wheels. */
function salvage(recipe, engine, tree, damage) {
  const manifest = peekManifest(engine)
  const salvaged = { manifest, wheels: [], files: {} }
  if (!manifest) return salvaged
  const damaged = new Set(damage.map(({ path }) => path))
  for (const wheel of manifest.wheels ?? []) {
    const files = filesOf(manifest, wheel)
    const isWanted = recipe.wheels.some(({ sha256 }) => sha256 === wheel.sha256)
    if (!isWanted || files.some(([path]) => damaged.has(path))) continue
    salvaged.wheels.push(wheel)
    for (const [path, file] of files) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      linkSync(join(engine, path), join(tree, path))
      salvaged.files[path] = file
    }
  }
  return salvaged
}

function filesOf(manifest, { requirement }) {
  return Object.entries(manifest.files).filter(([, { wheel }]) => wheel === requirement)
}

/** The part of a recipe that is not there yet. */
function missingOf(recipe, { manifest, wheels: salvaged }) {
  if (salvaged.length === 0) return recipe
  const wheels = recipe.wheels.filter(
    ({ sha256 }) => !salvaged.some((wheel) => wheel.sha256 === sha256)
  )
  const isMissing = ({ sha256 }) => wheels.some((wheel) => wheel.sha256 === sha256)
  const before = manifest.wheels.filter(isMissing)
  const files = before.flatMap((wheel) => filesOf(manifest, wheel).map(([, file]) => file))
  const title = wheels.map(({ requirement }) => requirement).join(', ')
  return { ...recipe, title, wheels, bytes: sum(before), unpackedBytes: sum(files) }
}

/** @param {{ bytes: number }[]} things */
function sum(things) {
  return things.reduce((total, { bytes }) => total + bytes, 0)
}

function announce(recipe, { title, wheels, bytes }) {
  if (wheels.length === 0) return
  const isWhole = wheels.length === recipe.wheels.length
  say(
    (isWhole
      ? `Setting up the compute engine, ${title}, once for all checkouts: `
      : `Fetching ${title} anew: `) +
      // At 40 Mbit/s.
      `${megabytes(bytes)} to fetch (${Math.ceil(bytes / 5e6 / 60)} min at 40 Mbit/s), then about ` +
      `${10 + Math.ceil(bytes / 50e6)} seconds to unpack and build.`
  )
}

/** @returns {Promise<Pick<import('./engine-manifest.mjs').EngineManifest, 'wheels' | 'files'>>} */
async function fetchAndUnpack(order, python, work, tree, engine) {
  const { wheels, pipOptions, bytes, unpackedBytes } = order
  const fetched = { wheels: [], files: {} }
  if (wheels.length === 0) return fetched
  const kept = wheelFolder(engine)
  mkdirSync(kept, { recursive: true })
  const placeOf = ({ requirement }) => join(kept, `${requirement}.whl`)

  await withProgress(order.title, bytes, async (progress) => {
    for (const wheel of wheels) {
      const { requirement, sha256 } = wheel
      await fetchWheel({ python, pipOptions, wheel, ...progress }, work, placeOf(wheel))
      fetched.wheels.push({ requirement, sha256, bytes: statSync(placeOf(wheel)).size })
      progress.onDone(sum(fetched.wheels))
    }
  })

  await withProgress('Unpacking', unpackedBytes, async (progress) => {
    for (const wheel of wheels) {
      const place = placeOf(wheel)
      const taken = await unpackWheel(python, place, tree, wheel.members, progress.onBytes)
      for (const [path, file] of Object.entries(taken)) {
        fetched.files[path] = { ...file, wheel: wheel.requirement }
      }
      progress.onDone(sum(Object.values(fetched.files)))
    }
  })
  return fetched
}

/**
 * One bar for several pieces of work.
 * @param {string} title
 * @param {number} total Bytes.
 * @param {(progress: { onBytes: (bytes: number) => void, onDone: (bytes: number) => void }) =>
 *   Promise<void>} work `onBytes` is told how much of the piece in hand is done, `onDone` how much of all.
 */
async function withProgress(title, total, work) {
  const progress = startProgress(title, total)
  let before = 0
  try {
    await work({
      onBytes: (bytes) => progress.update(before + bytes),
      onDone: (bytes) => progress.update((before = bytes))
    })
  } catch (error) {
    progress.fail()
    throw error
  }
  progress.finish(before)
}

/** What a set-up that was killed left behind; the wheels it had fetched are kept and used. */
export function removeLeftovers(recipe, engine) {
  const engines = dirname(engine)
  for (const name of readdirSync(engines)) {
    if (!name.startsWith(`.${recipe.id}-`)) continue
    // What a killed set-up had started may still be writing there.
    rmSync(join(engines, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Other users run the same engine: root's set-up serves the ordinary user of the tests. */
function makeReadable(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}
