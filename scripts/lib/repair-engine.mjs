import { existsSync, rmSync } from 'node:fs'
import { isLinked, linkEngine } from './engine-links.mjs'
import { MANIFEST, findDamage, manifestBytes, peekManifest } from './engine-manifest.mjs'
import { ensurePackageEngine } from './engine-package.mjs'
import { addonPackage } from './engine-recipe.mjs'
import { engineFolder, provisionEngine } from './engine.mjs'
import { join } from 'node:path'
import { nodeBinary } from './paths.mjs'
import { startProgress } from './say.mjs'

/**
 * What a check of the engine found.
 * @typedef {object} Finding
 * @property {string} engine Its folder.
 * @property {number} files How many were read.
 * @property {number} bytes
 * @property {import('./engine-manifest.mjs').Damage[]} damage Empty where it is whole.
 */

/**
 * Reads every file of the engine that a checkout uses and holds it against the hashes that were taken
 * when it was provisioned; needs neither a project nor an engine that can be loaded.
 * @param {string} root
 * @param {import('./engine-recipe.mjs').EngineRecipe | undefined} recipe
 * @returns {Promise<Finding>}
 */
export async function checkEngine(root, recipe) {
  return await inspect(addonPackage(root), recipe)
}

/**
 * Provisions anew what a check has found damaged, and nothing else.
 * @param {string} root
 * @param {import('./engine-recipe.mjs').EngineRecipe | undefined} recipe
 * @param {string} cache
 * @param {Finding} found
 * @returns {Promise<string>} The folder of the engine that is used from now on.
 */
export async function repairEngine(root, recipe, cache, { damage }) {
  const folder = addonPackage(root)
  if (!recipe) {
    // Without it the package's installer begins afresh.
    rmSync(join(folder, MANIFEST), { force: true })
    await ensurePackageEngine(root)
    return folder
  }
  const engine = engineFolder(recipe, cache)
  // What is linked may be another's, or of another release, and one's own be whole.
  const own =
    isLinked(folder, engine) || !existsSync(engine)
      ? damage
      : (await inspect(engine, recipe)).damage
  if (own.length > 0) await provisionEngine(recipe, cache, nodeBinary(root), own)
  linkEngine(folder, engine)
  return engine
}

/** @returns {Promise<Finding>} */
async function inspect(engine, recipe) {
  const manifest = peekManifest(engine)
  const files = Object.keys(manifest?.files ?? {}).length
  if (manifest && manifest.recipe !== recipe?.id) {
    const problem = `is of another engine (${manifest.recipe ?? manifest.provider}) than is wanted (${recipe?.id ?? 'package-installer'})`
    return { engine, files, bytes: 0, damage: [{ path: MANIFEST, problem }] }
  }
  const bytes = manifest ? manifestBytes(manifest) : 0
  const progress = startProgress('Checking', bytes)
  const damage = await findDamage(engine, progress.update)
  if (bytes > 0) progress.finish()
  return { engine, files, bytes, damage }
}
