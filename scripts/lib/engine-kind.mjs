import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ENGINE_KINDS } from './engine-recipe.mjs'
import { ROOT } from './paths.mjs'
import { SetupProblem } from './problem.mjs'

const OPTION = '--engine'

/** Outside of node_modules, which every install of the packages empties. */
const fileOf = (root) => join(root, '.cache/engine-kind')

/**
 * Which kind of engine this checkout uses: the one that was asked for last, or the processor's.
 * @returns {import('./engine-recipe.mjs').EngineKind}
 */
export function chosenKind(root = ROOT) {
  try {
    return readKind(readFileSync(fileOf(root), 'utf8').trim()) ?? 'cpu'
  } catch {
    return 'cpu'
  }
}

/**
 * Remembers a kind for the next start.
 * @param {import('./engine-recipe.mjs').EngineKind} kind
 */
export function keepKind(kind, root = ROOT) {
  mkdirSync(dirname(fileOf(root)), { recursive: true })
  writeFileSync(fileOf(root), `${kind}\n`)
}

/**
 * Takes `--engine cpu` or `--engine gpu` out of a command line.
 * @param {string[]} args
 * @returns {{ kind: import('./engine-recipe.mjs').EngineKind | undefined, rest: string[] }}
 */
export function takeKind(args) {
  const at = args.findIndex((arg) => arg === OPTION || arg.startsWith(`${OPTION}=`))
  if (at < 0) return { kind: undefined, rest: args }
  const isJoined = args[at] !== OPTION
  const given = isJoined ? args[at]?.slice(OPTION.length + 1) : args[at + 1]
  const kind = readKind(given)
  if (!kind) {
    throw new SetupProblem(
      'engine/kind',
      `${OPTION} cannot be "${given ?? ''}"; it takes ${ENGINE_KINDS.join(' or ')}.`
    )
  }
  return { kind, rest: args.filter((_, index) => index < at || index > at + (isJoined ? 0 : 1)) }
}

function readKind(text) {
  return ENGINE_KINDS.find((kind) => kind === text)
}
