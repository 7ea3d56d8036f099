import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync
} from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { ADDON, buildAddon, verifyAddon } from './build-addon.mjs'
import { linkEngine } from './engine-links.mjs'
import { readManifest, writeManifest } from './engine-manifest.mjs'
import { ensurePackageEngine } from './engine-package.mjs'
import { addonPackage, engineRecipe } from './engine-recipe.mjs'
import { fetchWheel } from './fetch-wheel.mjs'
import { withLock } from './lock.mjs'
import { ROOT, cacheFolder, makeReadableFolder, nodeBinary } from './paths.mjs'
import { checkDiskSpace, findCompiler, findPython } from './prerequisites.mjs'
import { SetupProblem } from './problem.mjs'
import { duration, megabytes, say } from './say.mjs'
import { unpackWheel } from './unpack-wheel.mjs'

/**
 * Makes sure that TensorFlow is there and that the package finds it.
 * @param {string} [root]
 * @param {import('./engine-recipe.mjs').EngineRecipe} [recipe]
 * @param {string} [cache]
 */
export async function ensureEngine(
  root = ROOT,
  recipe = engineRecipe(root),
  cache = cacheFolder()
) {
  if (!recipe) return ensurePackageEngine(root)
  // What is linked already may lie in another's cache, and the checkout may be another's too.
  if (readManifest(addonPackage(root))?.recipe === recipe.id) return
  const engine = await provisionEngine(recipe, cache, nodeBinary(root))
  linkEngine(addonPackage(root), engine)
}

/**
 * Provisions an engine in the cache unless it is there already.
 * @param {import('./engine-recipe.mjs').EngineRecipe} recipe
 * @param {string} cache
 * @param {string} node What the addon is tried with.
 * @returns {Promise<string>} The engine's folder.
 */
export async function provisionEngine(recipe, cache, node) {
  const engines = join(cache, 'engines')
  const engine = join(engines, recipe.id)
  if (readManifest(engine)) return engine
  makeWritable(engines, cache)
  await withLock(`${engine}.lock`, 'setting up the engine', async () => {
    if (readManifest(engine)) return
    const work = join(engines, `.${recipe.id}-${randomUUID().slice(0, 8)}`)
    try {
      await makeEngine(recipe, engine, work, node)
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
  return engine
}

/** Works beside the engine's place and moves it there at the end, whole. */
async function makeEngine(recipe, engine, work, node) {
  const started = Date.now()
  const wheel = `${engine}.whl`
  removeLeftovers(recipe, engine)
  const python = await findPython()
  const compiler = await findCompiler()
  await checkDiskSpace(join(engine, '..'), recipe.bytes + recipe.unpackedBytes, 'The engine')
  say(
    `Setting up the compute engine, ${recipe.requirement}, once for all checkouts: ` +
      `${megabytes(recipe.bytes)} to fetch (a minute at 40 Mbit/s), then about 20 seconds to unpack and build.`
  )

  mkdirSync(work)
  await fetchWheel({ ...recipe, python, title: recipe.requirement }, work, wheel)

  const tree = join(work, 'tree')
  mkdirSync(tree)
  await unpackWheel(python, wheel, tree, recipe.members, recipe.unpackedBytes)

  say('Building the addon …')
  await buildAddon(compiler, recipe.addon, tree)
  const { tensorflow } = await verifyAddon(node, recipe.verify, join(tree, ADDON))

  writeManifest(tree, {
    recipe: recipe.id,
    provider: 'wheel',
    tensorflow,
    platform: recipe.platform,
    wheel: { requirement: recipe.requirement, sha256: recipe.sha256 }
  })
  makeReadable(tree)
  renameSync(tree, engine)
  rmSync(wheel)
  say(`Engine ready in ${duration(Date.now() - started)}, in ${engine}.`)
}

/** What a set-up that was killed left behind; the wheel it had fetched is kept and used. */
function removeLeftovers(recipe, engine) {
  const engines = join(engine, '..')
  for (const name of readdirSync(engines)) {
    if (!name.startsWith(`.${recipe.id}-`)) continue
    // What a killed set-up had started may still be writing there.
    rmSync(join(engines, name), { recursive: true, force: true, maxRetries: 5 })
  }
  // An engine that its manifest does not vouch for.
  rmSync(engine, { recursive: true, force: true })
}

/** Other users run the same engine: root's set-up serves the ordinary user of the tests. */
function makeReadable(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, path.endsWith('.node') ? 0o755 : 0o644)
  }
}

function makeWritable(engines, cache) {
  try {
    makeReadableFolder(engines)
    accessSync(engines, constants.W_OK)
  } catch (error) {
    throw new SetupProblem(
      'setup/cache',
      `The engine cannot be kept in ${cache} (${error.code}); name a folder of your own with: export GAN_ATELIER_CACHE=/path/to/folder.`
    )
  }
}
