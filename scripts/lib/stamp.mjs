import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A fingerprint of the contents of files and folders, which a fresh checkout does not change.
 * @param {string} root
 * @param {string[]} paths Files or folders below it; what is missing counts as missing.
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesOf(root, path)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

function filesOf(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [path]
  const names = readdirSync(join(root, path)).sort()
  return names.flatMap((name) => filesOf(root, join(path, name)))
}

/**
 * Whether a stamp says that its products were made from these sources and they are still there.
 * @param {string} stamp
 * @param {string} print
 * @param {string[]} products
 */
export function isCurrent(stamp, print, products) {
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== print) return false
  return products.every((product) => existsSync(product))
}

/**
 * Makes something between taking the old stamp away and writing the new one, so that an interrupted
 * making is never taken for a finished one.
 * @param {string} stamp
 * @param {string} print
 * @param {() => Promise<void>} make
 */
export async function makeStamped(stamp, print, make) {
  rmSync(stamp, { force: true })
  await make()
  writeFileSync(stamp, print)
}
