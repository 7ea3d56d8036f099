import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines } from './network.mjs'
import { ROOT, makeReadableFolder } from './paths.mjs'
import { findCompiler } from './prerequisites.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { say } from './say.mjs'
import { fingerprint, isCurrent, makeStamped } from './stamp.mjs'

const SOURCES = 'src-native/jpeg'
/** Where it is looked for by src-main/datasets/decoders/jpeg.ts. */
const FOLDER = 'node_modules/.gan-atelier'
const MODULE = 'atelier_jpeg.node'

// Everything but the module itself, which can be asked on any processor, may use these.
const PARTS = ['jpeg', 'frame', 'huffman', 'transform', 'resample']
const WIDE = process.arch === 'x64' ? ['-mavx2', '-mbmi', '-mbmi2', '-mfma', '-mtune=haswell'] : []
const SHARED = ['-std=c++17', '-O3', '-fPIC', '-DNAPI_VERSION=8']
// Node's functions are found when the module is loaded.
const LINK = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : []

/**
 * Builds the studio's own JPEG decoder; seconds, done again when its sources change. Imports work
 * without it, so nothing here fails the set-up.
 */
export async function ensureJpeg(root = ROOT) {
  if (process.platform === 'win32') return
  const place = join(root, FOLDER)
  const print = `${process.arch} ${fingerprint(root, [SOURCES, 'scripts/lib/jpeg.mjs'])}`
  const stamp = join(place, 'jpeg-built-from')
  if (isCurrent(stamp, print, [join(place, MODULE)])) return
  try {
    const compiler = await findCompiler()
    makeReadableFolder(place)
    await makeStamped(stamp, print, () => build(compiler, root, place))
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(`Importing JPEGs will be slower than it could be: ${error.message}`)
  }
}

async function build(compiler, root, place) {
  const work = join(place, `.${process.pid}`)
  mkdirSync(work, { recursive: true })
  try {
    const sources = join(root, SOURCES)
    const includes = ['-I', join(root, 'node_modules/node-api-headers/include')]
    const parts = PARTS.map((name) => join(sources, `${name}.cc`))
    await compile(compiler, [...SHARED, ...WIDE, '-c', ...parts], work)
    const objects = PARTS.map((name) => join(work, `${name}.o`))
    const module = join(work, MODULE)
    const link = [
      ...SHARED,
      '-shared',
      ...LINK,
      ...includes,
      join(sources, 'module.cc'),
      ...objects
    ]
    await compile(compiler, [...link, '-o', module], work)
    renameSync(module, join(place, MODULE))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function compile(compiler, args, folder) {
  const { code, output } = await runQuietly(compiler, args, { cwd: folder })
  if (code === 0) return
  throw new SetupProblem(
    'jpeg/build',
    `${compiler} could not build the studio's own JPEG decoder; libvips decodes them instead. Another compiler can be tried with: export CXX=g++.`,
    lastLines(output)
  )
}
