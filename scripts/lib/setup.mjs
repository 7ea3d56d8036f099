import { ensureBuild } from './build.mjs'
import { ensureSomeEngine } from './engine-choice.mjs'
import { chosenKind, keepKind } from './engine-kind.mjs'
import { ensureJpeg } from './jpeg.mjs'
import { ensureKernels } from './kernels.mjs'
import { ensurePackages } from './packages.mjs'
import { checkNode } from './prerequisites.mjs'

/**
 * Brings the checkout to where everything can run; a moment when it is there already.
 * @param {import('./engine-recipe.mjs').EngineKind} [kind] The engine to use from now on.
 */
export async function setUp(kind) {
  checkNode()
  await ensurePackages()
  await ensureSomeEngine(kind ?? chosenKind())
  if (kind) keepKind(kind)
  await ensureKernels()
  await ensureJpeg()
  await ensureBuild()
}
