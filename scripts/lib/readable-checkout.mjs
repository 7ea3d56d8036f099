import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines } from './network.mjs'
import { ROOT } from './paths.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { say } from './say.mjs'

/** What the built studio and its end-to-end tests run from. */
const PARTS = [
  ...['package.json', 'out', 'resources', 'src-main', 'scripts', 'test'],
  'node_modules'
]

/**
 * A checkout that an ordinary user may read: this one, or, when it lies in a private folder such as
 * root's home, a copy in the user's own home, which goes when the user does.
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @returns {Promise<string>} Its root.
 */
export async function readableCheckout(user, root = ROOT) {
  if (await user.canRead(join(root, 'package.json'))) return root
  say(`${root} is closed to ordinary users; testing a copy of it.`)
  const copy = join(user.home, 'checkout')
  mkdirSync(copy)
  const parts = PARTS.map((part) => join(root, part)).filter((part) => existsSync(part))
  // Links stay links: those of the engine point into the cache, which everyone may read.
  await copyStep('cp', ['-a', ...parts, copy])
  await copyStep('chmod', ['-R', 'a+rX', copy])
  return copy
}

async function copyStep(command, args) {
  const { code, output } = await runQuietly(command, args)
  if (code === 0) return
  throw new SetupProblem(
    'test/copy',
    'The checkout is closed to ordinary users and could not be copied; put it into a folder that everyone may read.',
    lastLines(output)
  )
}
