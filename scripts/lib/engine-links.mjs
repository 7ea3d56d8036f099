import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/** What the package looks for beside its JavaScript. */
const NAMES = ['deps', 'lib']

/**
 * Points the package at an engine in the cache; a blink, so it is simply done again after every
 * install of the packages.
 * @param {string} packageFolder
 * @param {string} engine
 */
export function linkEngine(packageFolder, engine) {
  for (const name of NAMES) linkFolder(join(packageFolder, name), join(engine, name))
}

/**
 * Whether the package is pointed at an engine.
 * @param {string} packageFolder
 * @param {string} engine
 */
export function isLinked(packageFolder, engine) {
  return NAMES.every((name) => targetOf(join(packageFolder, name)) === join(engine, name))
}

/**
 * Takes the links away again; folders of the package's own stay.
 * @param {string} packageFolder
 */
export function unlinkEngine(packageFolder) {
  for (const name of NAMES) {
    const place = join(packageFolder, name)
    if (targetOf(place) !== undefined) rmSync(place)
  }
}

function targetOf(place) {
  const isLink = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()
  return isLink ? readlinkSync(place) : undefined
}

function linkFolder(place, target) {
  if (targetOf(place) === target) return
  const there = lstatSync(place, { throwIfNoEntry: false })
  const fresh = `${place}.${process.pid}.new`
  rmSync(fresh, { force: true })
  symlinkSync(target, fresh)
  if (!there?.isDirectory()) return renameSync(fresh, place)
  // A real folder, from the package's own installer: a link cannot be renamed over it.
  const old = `${place}.${process.pid}.old`
  renameSync(place, old)
  renameSync(fresh, place)
  rmSync(old, { recursive: true })
}
