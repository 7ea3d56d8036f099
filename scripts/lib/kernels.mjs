import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest } from './engine-manifest.mjs'
import { addonPackage } from './engine-recipe.mjs'
import { lastLines } from './network.mjs'
import { ROOT, makeReadableFolder } from './paths.mjs'
import { findCompiler } from './prerequisites.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { say } from './say.mjs'
import { fingerprint, isCurrent, makeStamped } from './stamp.mjs'

/** Where the sources lie, and beside the engine's links what is made of them. */
const SOURCES = 'src-native'
const FOLDER = 'kernels'
const KERNELS = 'atelier_kernels.node'

// Only these run on the wide registers, so that the module can be asked on any processor.
const WIDE_SOURCES = ['winograd.cc', 'narrow.cc']
const WIDE = ['-mavx512f', '-mavx512vl', '-mfma']
const SHARED = ['-std=c++17', '-O3', '-fPIC', '-pthread', '-DNAPI_VERSION=8']

/**
 * Builds the studio's own operations for TensorFlow, where this machine's processor family has them;
 * two seconds, done again when their sources or the engine change. Training works without them, so
 * nothing here fails the set-up.
 */
export async function ensureKernels(root = ROOT) {
  const engine = addonPackage(root)
  const manifest = readManifest(engine)
  if (process.arch !== 'x64' || process.platform !== 'linux' || !manifest?.recipe) return
  const place = join(engine, FOLDER)
  // The same for every engine of one version, with CUDA or without.
  const print = `${manifest.tensorflow} ${fingerprint(root, [SOURCES])}`
  const stamp = join(place, 'built-from')
  if (isCurrent(stamp, print, [join(place, KERNELS)])) return
  try {
    const compiler = await findCompiler()
    makeReadableFolder(place)
    await makeStamped(stamp, print, () => buildKernels(compiler, root, engine, place))
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(`Training will be slower than it could be: ${error.message}`)
  }
}

async function buildKernels(compiler, root, engine, place) {
  const work = join(place, `.${process.pid}`)
  mkdirSync(work, { recursive: true })
  try {
    const sources = join(root, SOURCES)
    const includes = ['-I', join(root, 'node_modules/node-api-headers/include')]
    includes.push('-I', join(engine, 'deps/include'))
    const wide = WIDE_SOURCES.map((name) => join(sources, name))
    await compile(compiler, [...SHARED, ...WIDE, '-c', ...wide], work)
    const objects = WIDE_SOURCES.map((name) => join(work, name.replace('.cc', '.o')))
    const libraries = ['-L', join(engine, 'deps/lib'), '-ltensorflow_framework']
    const module = join(work, KERNELS)
    const link = [...SHARED, '-shared', ...includes, join(sources, 'operations.cc'), ...objects]
    await compile(compiler, [...link, '-o', module, ...libraries], work)
    renameSync(module, join(place, KERNELS))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function compile(compiler, args, folder) {
  const { code, output } = await runQuietly(compiler, args, { cwd: folder })
  if (code === 0) return
  throw new SetupProblem(
    'kernels/build',
    `${compiler} could not build the studio's own convolutions; TensorFlow's are used instead. Another compiler can be tried with: export CXX=g++.`,
    lastLines(output)
  )
}
