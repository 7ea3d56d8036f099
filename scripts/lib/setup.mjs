import { ensureBuild } from './build.mjs'
import { ensureSomeEngine } from './engine-choice.mjs'
import { ensureKernels } from './kernels.mjs'
import { ensurePackages } from './packages.mjs'
import { checkNode } from './prerequisites.mjs'

/** Brings the checkout to where everything can run; a moment when it is there already. */
export async function setUp() {
  checkNode()
  await ensurePackages()
  await ensureSomeEngine()
  await ensureKernels()
  await ensureBuild()
}
