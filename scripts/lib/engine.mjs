import { randomUUID } from 'node:crypto'
import { accessSync, constants, rmSync } from 'node:fs'
import { join } from 'node:path'
import { linkEngine } from './engine-links.mjs'
import { findDamage, readManifest } from './engine-manifest.mjs'
import { ensurePackageEngine } from './engine-package.mjs'
import { addonPackage, engineRecipe } from './engine-recipe.mjs'
import { withLock } from './lock.mjs'
import { makeEngine, removeLeftovers } from './make-engine.mjs'
import { ROOT, cacheFolder, makeReadableFolder, nodeBinary } from './paths.mjs'
import { SetupProblem } from './problem.mjs'
import { cleanUpWhenEnded } from './processes.mjs'

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
 * Where the engine of a recipe lies in a cache.
 * @param {import('./engine-recipe.mjs').EngineRecipe} recipe
 * @param {string} cache
 */
export function engineFolder(recipe, cache) {
  return join(cache, 'engines', recipe.id)
}

/**
 * Provisions an engine in the cache unless it is there already.
 * @param {import('./engine-recipe.mjs').EngineRecipe} recipe
 * @param {string} cache
 * @param {string} node What the addon is tried with.
 * @param {import('./engine-manifest.mjs').Damage[]} [damage] What is known to be wrong with the one that
 *   is there, which is then provisioned anew.
 * @returns {Promise<string>} The engine's folder.
 */
export async function provisionEngine(recipe, cache, node, damage) {
  const engine = engineFolder(recipe, cache)
  const isThere = () => !damage && readManifest(engine) !== undefined
  if (isThere()) return engine
  const engines = join(cache, 'engines')
  makeWritable(engines, cache)
  await withLock(`${engine}.lock`, 'setting up the engine', async () => {
    if (isThere()) return
    removeLeftovers(recipe, engine)
    const work = join(engines, `.${recipe.id}-${randomUUID().slice(0, 8)}`)
    const cleanUp = () => rmSync(work, { recursive: true, force: true, maxRetries: 5 })
    const ended = cleanUpWhenEnded(cleanUp)
    try {
      await makeEngine(recipe, engine, work, node, damage ?? (await findDamage(engine)))
    } finally {
      ended()
      cleanUp()
    }
  })
  return engine
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
