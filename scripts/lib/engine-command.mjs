import { parseArgs } from 'node:util'
import { chosenKind } from './engine-kind.mjs'
import { engineRecipe } from './engine-recipe.mjs'
import { ensurePackages } from './packages.mjs'
import { ROOT, cacheFolder } from './paths.mjs'
import { checkNode } from './prerequisites.mjs'
import { SetupProblem } from './problem.mjs'
import { checkEngine, repairEngine } from './repair-engine.mjs'
import { megabytes, say } from './say.mjs'

const OWN = ['--verify', '--repair']
const REPAIR = 'npm run -s atelier -- engine --repair'

/**
 * Whether a command line is for the set-up, because it has to work where no engine can be loaded.
 * @param {string[]} args
 */
export function isEngineCare([command, ...rest]) {
  const asksForHelp = rest.some((word) => word === '--help' || word === '-h')
  return command === 'engine' && !asksForHelp && rest.some((word) => OWN.includes(word))
}

/**
 * `atelier engine --verify` and `--repair`.
 * @param {string[]} args
 * @returns {Promise<number>} The exit code: 1 where the engine stays damaged.
 */
export async function careForEngine(args) {
  const { repair, json } = readOptions(args)
  checkNode()
  await ensurePackages()
  const recipe = engineRecipe(ROOT, chosenKind())
  const found = await checkEngine(ROOT, recipe)
  const { files, bytes, damage } = found
  const isWhole = damage.length === 0
  const facts = { whole: isWhole, files, bytes, damage, repaired: false }

  if (isWhole) say(`The engine is whole: ${files} files, ${megabytes(bytes)}.`)
  for (const { path, problem } of damage) say(`${path} ${problem}.`)
  if (!isWhole && !repair) say(`The engine is damaged; repair it with: ${REPAIR}`)
  if (!isWhole && repair) {
    const engine = await repairEngine(ROOT, recipe, cacheFolder(), found)
    Object.assign(facts, { whole: true, repaired: true })
    say(`The engine is whole again, in ${engine}.`)
  }
  if (json) process.stdout.write(`${JSON.stringify(facts)}\n`)
  return facts.whole ? 0 : 1
}

function readOptions(args) {
  try {
    const flag = /** @type {const} */ ({ type: 'boolean' })
    const options = { verify: flag, repair: flag, json: flag }
    return parseArgs({ args: args.slice(1), options, strict: true }).values
  } catch (error) {
    const [sentence] = error.message.split('.')
    throw new SetupProblem('cli/option', `${sentence}; see: atelier help engine`)
  }
}
