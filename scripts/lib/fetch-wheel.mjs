import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { fetchProblem } from './network.mjs'
import { SetupProblem } from './problem.mjs'
import { runPython } from './python.mjs'

const POLL_MS = 250

/**
 * A wheel by name and hash.
 * @typedef {object} LockedWheel
 * @property {string} requirement `name==version`
 * @property {string} sha256
 */

/**
 * Fetches one hash-locked wheel by pip, which knows the user's index, proxy and cache. A wheel that
 * an interrupted set-up had fetched already is used again.
 * @param {{ python: string, pipOptions: string[], wheel: LockedWheel,
 *   onBytes: (bytes: number) => void }} wanted
 * @param {string} work A folder for what is on its way.
 * @param {string} kept Where the wheel ends up.
 */
export async function fetchWheel({ python, pipOptions, wheel, onBytes }, work, kept) {
  if (existsSync(kept) && (await sha256Of(kept)) === wheel.sha256) return
  const folder = join(work, 'fetch')
  const folders = { download: join(folder, 'wheel'), temporary: join(folder, 'pip') }
  for (const each of Object.values(folders)) mkdirSync(each, { recursive: true })
  const requirements = join(folder, 'requirements.txt')
  writeFileSync(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`)

  // pip draws its own bar on a terminal only, and each version another one: watch the file grow.
  const timer = setInterval(() => onBytes(largestFile(folder)), POLL_MS)
  const args = ['download', '--only-binary=:all:', '--no-deps', '--require-hashes']
  args.push('--disable-pip-version-check', '--progress-bar', 'off', ...pipOptions)
  args.push('--dest', folders.download, '-r', requirements)
  const { code, output } = await runPython(python, ['pip', ...args], {
    env: { ...process.env, TMPDIR: folders.temporary }
  })
  clearInterval(timer)
  if (code !== 0) {
    const byHand = [python, '-m pip', ...args.slice(0, 3), ...pipOptions, wheel.requirement]
    throw fetchProblem(`fetch ${wheel.requirement}`, output, byHand.join(' '))
  }
  const [file] = readdirSync(folders.download)
  if (!file) {
    throw new SetupProblem('setup/fetch', `pip fetched nothing for ${wheel.requirement}.`, output)
  }
  renameSync(join(folders.download, file), kept)
  rmSync(folder, { recursive: true })
}

/** The size of the largest file below a folder: the one that is being fetched. */
function largestFile(folder) {
  try {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return Math.max(0, ...paths.map((path) => sizeOf(join(folder, path))))
  } catch (error) {
    // pip takes folders away while we look.
    if (error.code === 'ENOENT') return 0
    throw error
  }
}

function sizeOf(file) {
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat?.isFile() ? stat.size : 0
}

/**
 * @param {string} file
 * @param {(bytes: number) => void} [onBytes] Told how many more are read, at each piece.
 */
export async function sha256Of(file, onBytes = () => {}) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 4 << 20 })) {
    hash.update(chunk)
    onBytes(chunk.length)
  }
  return hash.digest('hex')
}
