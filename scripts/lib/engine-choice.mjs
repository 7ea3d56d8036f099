import { unlinkEngine } from './engine-links.mjs'
import { ensurePackageEngine } from './engine-package.mjs'
import { addonPackage, engineRecipe } from './engine-recipe.mjs'
import { ensureEngine } from './engine.mjs'
import { ROOT } from './paths.mjs'
import { SetupProblem, problemText } from './problem.mjs'
import { say } from './say.mjs'

/** `auto` when absent; `tensorflow` refuses the slow engine, `plain` asks for it. */
const WISH = 'GAN_ATELIER_ENGINE'

/**
 * How TensorFlow is come by, in the order of choice. After them comes the slow engine, which lies in
 * the packages already.
 */
function waysToTensorflow(root) {
  // Where no wheel fits, the first is the package's own installer already.
  return engineRecipe(root) ? [ensureEngine, installIntoPackage] : [ensureEngine]
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
 * @param {string} [root]
 * @param {((root: string) => Promise<void>)[]} [ways]
 * @param {string} [wish]
 */
export async function ensureSomeEngine(
  root = ROOT,
  ways = waysToTensorflow(root),
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
  if (wish === 'tensorflow') throw problems[0]
  for (const problem of problems) process.stderr.write(problemText(problem))
  say(
    `SLOW ENGINE: without TensorFlow everything works, but training runs in plain JavaScript and takes many times longer; cure one of the above and start again, or keep it so with: export ${WISH}=plain`
  )
}
