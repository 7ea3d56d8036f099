import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchProblem } from './network.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { startProgress } from './say.mjs'

const POLL_MS = 250
const ATTENDED_PIP = join(dirname(fileURLToPath(import.meta.url)), 'attended_pip.py')

/**
 * Fetches one hash-locked wheel by pip, which knows the user's index, proxy and cache. A wheel that
 * an interrupted set-up had fetched already is used again.
 * @param {{ python: string, requirements: string, pipOptions: string[], sha256: string,
 *   bytes: number, title: string }} wanted
 * @param {string} work An empty folder for what is on its way.
 * @param {string} kept Where the wheel ends up.
 */
export async function fetchWheel(wanted, work, kept) {
  if (existsSync(kept) && (await sha256Of(kept)) === wanted.sha256) return
  const folders = { download: join(work, 'wheel'), temporary: join(work, 'pip') }
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })

  const progress = startProgress(wanted.title, wanted.bytes)
  // pip draws its own bar on a terminal only, and each version another one: watch the file grow.
  const timer = setInterval(() => progress.update(largestFile(work)), POLL_MS)
  const args = ['download', '--only-binary=:all:', '--no-deps', '--require-hashes']
  args.push('--disable-pip-version-check', '--progress-bar', 'off', ...wanted.pipOptions)
  args.push('--dest', folders.download, '-r', wanted.requirements)
  const { code, output } = await runQuietly(wanted.python, [ATTENDED_PIP, ...args], {
    attended: true,
    env: { ...process.env, TMPDIR: folders.temporary }
  })
  clearInterval(timer)
  if (code !== 0) {
    progress.fail()
    const byHand = `${wanted.python} -m pip ${args.slice(0, 3).join(' ')} -r ${wanted.requirements}`
    throw fetchProblem(`fetch ${wanted.title}`, output, byHand)
  }
  progress.finish()
  const [wheel] = readdirSync(folders.download)
  if (!wheel)
    throw new SetupProblem('setup/fetch', `pip fetched nothing for ${wanted.title}.`, output)
  renameSync(join(folders.download, wheel), kept)
}

/** The size of the largest file below a folder: the one that is being fetched. */
function largestFile(folder) {
  let largest = 0
  for (const path of readdirSync(folder, { recursive: true })) {
    // pip moves files while we look.
    const stat = statSync(join(folder, String(path)), { throwIfNoEntry: false })
    if (stat?.isFile()) largest = Math.max(largest, stat.size)
  }
  return largest
}

/** @param {string} file */
export async function sha256Of(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
