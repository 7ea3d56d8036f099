import { unlinkEngine } from './engine-links.mjs'
import { ensurePackageEngine } from './engine-package.mjs'
import { addonPackage, engineRecipe } from './engine-recipe.mjs'
import { ensureEngine } from './engine.mjs'
import { ROOT } from './paths.mjs'
import { SetupProblem, problemText } from './problem.mjs'
import { say } from './say.mjs'

/** `auto` when absent; `tensorflow` refuses the slow engine, `plain` asks for it. */
const WISH = 'GAN_ATELIER_ENGINE'

/** @typedef {(root: string) => Promise<void>} Way */

/**
 * How TensorFlow is come by, in the order of choice. After them comes the slow engine, which lies in
 * the packages already; whoever asked for a GPU is told instead.
 * @type {Record<import('./engine-recipe.mjs').EngineKind, Way[]>}
 */
const WAYS = {
  cpu: [(root) => ensureEngine(root), installIntoPackage],
  gpu: [ensureGpuEngine]
}

/** @type {Way} */
async function ensureGpuEngine(root) {
  const recipe = engineRecipe(root, 'gpu')
  if (recipe) return ensureEngine(root, recipe)
  throw new SetupProblem(
    'engine/no-cuda',
    `TensorFlow with CUDA comes for Linux on x86-64, and this is ${process.platform}-${process.arch}; go on without it: npm run setup -- --engine cpu.`
  )
}

function waysToTensorflow(kind, root) {
  // Where no wheel fits, the first is the package's own installer already.
  const isInstaller = kind === 'cpu' && !engineRecipe(root)
  return isInstaller ? WAYS.cpu.slice(0, 1) : WAYS[kind]
}

// A user with open internet and no Python has this way.
async function installIntoPackage(root) {
  // The installer would otherwise write through the links, into the engine that all checkouts share.
  unlinkEngine(addonPackage(root))
  await ensurePackageEngine(root)
}

/**
 * Makes sure that there is an engine to train with: TensorFlow, or where it cannot be had the slow one,
 * with a loud sentence.
 * @param {import('./engine-recipe.mjs').EngineKind} kind
 * @param {string} [root]
 * @param {Way[]} [ways]
 * @param {string} [wish]
 */
export async function ensureSomeEngine(
  kind,
  root = ROOT,
  ways = waysToTensorflow(kind, root),
  wish = process.env[WISH]
) {
  if (wish === 'plain') return
  /** @type {SetupProblem[]} */
  const problems = []
  for (const way of ways) {
    try {
      return await way(root)
    } catch (error) {
      if (!(error instanceof SetupProblem)) throw error
      problems.push(error)
    }
  }
  // The best way's reason is the one to cure.
  if (wish === 'tensorflow' || kind === 'gpu') throw problems[0]
  for (const problem of problems) process.stderr.write(problemText(problem))
  say(
    `SLOW ENGINE: without TensorFlow everything works, but training runs in plain JavaScript and takes many times longer; cure one of the above and start again, or keep it so with: export ${WISH}=plain`
  )
}
