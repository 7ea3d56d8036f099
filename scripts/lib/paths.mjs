import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const WINDOWS = process.platform === 'win32'

/** The checkout these scripts belong to. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** What one checkout remembers between starts: locks and the failure of a download. */
export const STATE_FOLDER = join(ROOT, '.cache')

/** Where engines live, shared by all checkouts of one user, or of the machine when root sets up. */
export function cacheFolder(environment = process.env, home = homedir()) {
  if (environment.GAN_ATELIER_CACHE) return resolve(environment.GAN_ATELIER_CACHE)
  if (process.getuid?.() === 0) return '/var/cache/gan-atelier'
  if (process.platform === 'darwin') return join(home, 'Library/Caches/gan-atelier')
  if (WINDOWS) return join(environment.LOCALAPPDATA ?? home, 'gan-atelier', 'Cache')
  return join(environment.XDG_CACHE_HOME ?? join(home, '.cache'), 'gan-atelier')
}

/**
 * Makes a folder that other users may read whatever the umask: tests drive windows as another user.
 * @param {string} folder
 */
export function makeReadableFolder(folder) {
  if (!mkdirSync(folder, { recursive: true })) return folder
  if (!WINDOWS) chmodSync(folder, 0o755)
  return folder
}

/** The Node 24 that comes with the packages; everything after set-up runs under it. */
export function nodeBinary(root = ROOT) {
  return join(root, 'node_modules/node/bin', WINDOWS ? 'node.exe' : 'node')
}

/**
 * A command of a package in node_modules.
 * @param {string} name
 */
export function packageCommand(name, root = ROOT) {
  return join(root, 'node_modules/.bin', WINDOWS ? `${name}.cmd` : name)
}

/** The environment in which `node` means the Node of the packages. */
export function packagedEnvironment(root = ROOT, environment = process.env) {
  const path = [join(root, 'node_modules/.bin'), environment.PATH].join(delimiter)
  return { ...environment, PATH: path }
}

/** The environment without node_modules/.bin, for npm, which replaces that folder under its own feet. */
export function systemEnvironment(environment = process.env) {
  const folders = (environment.PATH ?? '').split(delimiter)
  const kept = folders.filter((folder) => !/node_modules[\\/]\.bin[\\/]?$/.test(folder))
  return { ...environment, PATH: kept.join(delimiter) }
}
