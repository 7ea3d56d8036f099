import { cpSync, mkdirSync, readFileSync, rmSync, lstatSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './paths.mjs'

/** What the built studio runs from, without its packages. */
const PARTS = ['package.json', 'out', 'resources']

/**
 * A checkout that an ordinary user may read: this one, or, when it lies in a private folder such as
 * root's home, a copy of what the built studio needs in the user's own home.
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @returns {Promise<string>} Its root.
 */
export async function readableCheckout(user, root = ROOT) {
  if (await user.canRead(join(root, 'package.json'))) return root
  const copy = join(user.home, 'checkout')
  for (const part of [...PARTS, ...productionPackages(root)]) copyPart(root, copy, part)
  return copy
}

/** The folders of the packages that are needed at run time; the rest, two thirds, are tools. */
function productionPackages(root) {
  const lock = readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')
  const entries = Object.entries(JSON.parse(lock).packages)
  return entries.filter(([, entry]) => !entry.dev && !entry.devOptional).map(([path]) => path)
}

function copyPart(root, copy, part) {
  const source = join(root, part)
  if (!lstatSync(source, { throwIfNoEntry: false })) return
  const target = join(copy, part)
  mkdirSync(dirname(target), { recursive: true })
  rmSync(target, { recursive: true, force: true })
  // The engine's links point into the cache, which everyone may read: they stay links.
  cpSync(source, target, { recursive: true, verbatimSymlinks: true })
}
