import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { readRequirements } from './requirements.mjs'

/** Counts up when what is made from the same wheels changes. */
const FORMAT = 3

/**
 * The kinds of engine that wheels make, each with the machines that it is for: Python's name of the
 * machine, and the bytes to fetch and of what is taken from them.
 */
const KINDS = {
  cpu: {
    requirements: 'scripts/engine-requirements.txt',
    machines: {
      'linux-x64': { machine: 'x86_64', bytes: 273_829_956, unpackedBytes: 853_500_000 },
      'linux-arm64': { machine: 'aarch64', bytes: 270_000_000, unpackedBytes: 850_000_000 }
    }
  },
  gpu: {
    requirements: 'scripts/engine-requirements-gpu.txt',
    machines: {
      'linux-x64': { machine: 'x86_64', bytes: 3_379_649_224, unpackedBytes: 5_471_500_000 }
    }
  }
}

/** How an engine computes: on the processor, or with CUDA on a graphics card as well. */
export const ENGINE_KINDS = /** @type {EngineKind[]} */ (Object.keys(KINDS))

/** Of the wheel's thousands of files, those that the addon is built with and runs on. */
const MEMBERS = {
  'tensorflow/libtensorflow_cc.so.2': 'deps/lib/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2': 'deps/lib/libtensorflow_framework.so.2',
  'tensorflow/THIRD_PARTY_NOTICES.txt': 'deps/THIRD_PARTY_NOTICES.txt',
  ...headers([
    'tensorflow/c/c_api.h',
    'tensorflow/c/c_api_macros.h',
    'tensorflow/c/eager/c_api.h',
    'tensorflow/c/experimental/stream_executor/stream_executor.h',
    'tensorflow/c/kernels.h',
    'tensorflow/c/ops.h',
    'tensorflow/c/tf_attrtype.h',
    'tensorflow/c/tf_buffer.h',
    'tensorflow/c/tf_datatype.h',
    'tensorflow/c/tf_status.h',
    'tensorflow/c/tf_tensor.h',
    'tensorflow/c/tf_tstring.h',
    'tensorflow/core/common_runtime/next_pluggable_device/c/tf_rendezvous_c_api.h',
    'tensorflow/core/platform/ctstring.h',
    'tensorflow/core/platform/ctstring_internal.h',
    'tsl/platform/ctstring.h',
    'tsl/platform/ctstring_internal.h',
    'tsl/platform/platform.h',
    'xla/tsl/c/tsl_status.h'
  ])
}

// TensorFlow's run path leads from its own folder to `../nvidia/<part>/lib`, so the folder of the libraries
// is to `deps` what the package's is to Python's `site-packages`.
const CUDA_MEMBERS = {
  'nvidia/*.so*': 'deps',
  // What XLA compiles with.
  'nvidia/*/bin/*': 'deps',
  'nvidia/*.bc': 'deps',
  '*.dist-info/*License.txt': 'deps/licenses'
}

const OTHER_MEMBERS = {
  // The one that the run path of the library that opens it leaves out: it lies beside one of the others.
  'nvidia-cusolver-cu12': {
    'nvidia/cusolver/lib/libcusolver.so.11': 'deps/nvidia/cusparse/lib/libcusolver.so.11',
    '*.dist-info/*License.txt': 'deps/licenses'
  }
}

function headers(paths) {
  return Object.fromEntries(
    paths.map((path) => [`tensorflow/include/${path}`, `deps/include/${path}`])
  )
}

/**
 * @typedef {'cpu' | 'gpu'} EngineKind
 */

/**
 * What an engine is made from and how.
 * @typedef {object} EngineRecipe
 * @property {string} id Names the engine's folder in the cache.
 * @property {EngineKind} kind
 * @property {string} title
 * @property {string} platform
 * @property {RecipeWheel[]} wheels
 * @property {string[]} pipOptions Which wheels to take, whatever Python this machine has.
 * @property {number} bytes Of the wheels.
 * @property {number} unpackedBytes Of what is taken from them.
 * @property {{ folder: string, sources: string[], includes: string[] }} addon
 * @property {string} verify The script that proves that the addon computes.
 */

/**
 * @typedef {import('./fetch-wheel.mjs').LockedWheel & { members: Record<string, string> }} RecipeWheel
 *   `members`: name in the wheel to path in the engine, as `unpackWheel` takes them.
 */

/** The package that the engine is for. */
export function addonPackage(root = ROOT) {
  return join(root, 'node_modules/@tensorflow/tfjs-node-gpu')
}

/**
 * The recipe for this machine; undefined where no wheel fits and the package's own installer has to do.
 * @param {string} [root]
 * @param {EngineKind} [kind]
 * @returns {EngineRecipe | undefined}
 */
export function engineRecipe(root = ROOT, kind = 'cpu', platform = currentPlatform()) {
  const { machines, requirements } = KINDS[kind]
  const fitting = machines[platform]
  if (!fitting) return undefined
  const { machine, bytes, unpackedBytes } = fitting
  const wheels = readRequirements(join(root, requirements))
    .filter((entry) => entry.machine === undefined || entry.machine === machine)
    .map(({ name, version, sha256 }) => {
      const usual = name.startsWith('nvidia-') ? CUDA_MEMBERS : MEMBERS
      const members = OTHER_MEMBERS[name] ?? usual
      return { name, version, requirement: `${name}==${version}`, sha256, members }
    })
  const [tensorflow] = wheels
  if (!tensorflow) throw new Error(`${requirements} has no entry for ${machine}`)
  const folder = addonPackage(root)
  const hash = digest(wheels, folder)
  return {
    id: `tensorflow-${kind}-${tensorflow.version}-${platform}-${hash}`,
    kind,
    title: kind === 'gpu' ? `${tensorflow.requirement} with CUDA` : tensorflow.requirement,
    platform,
    wheels: wheels.map(({ requirement, sha256, members }) => ({ requirement, sha256, members })),
    pipOptions: [
      ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
      ...WHEEL_TAGS.flatMap((tag) => ['--platform', `${tag}_${machine}`])
    ],
    bytes,
    unpackedBytes,
    addon: {
      folder,
      sources: ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
      includes: [join(root, 'node_modules/node-api-headers/include'), folder]
    },
    verify: join(root, 'scripts/lib/verify-engine.mjs')
  }
}

// A newer C library runs what was built for an older one, but pip takes no wheel that it is not told of.
const WHEEL_TAGS = ['manylinux_2_27', 'manylinux_2_25', 'manylinux_2_17', 'manylinux_2_12']

/** `linux-x64` and the like; `linux-x64-musl` where the C library is not the wheels' one. */
function currentPlatform() {
  const platform = `${process.platform}-${process.arch}`
  if (process.platform !== 'linux') return platform
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    process.report.getReport()
  )
  return report.header.glibcVersionRuntime ? platform : `${platform}-musl`
}

// The addon's own source is part of what the engine is made from.
function digest(wheels, folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const hashes = wheels.map(({ sha256 }) => sha256).join(' ')
  return createHash('sha256').update(`${FORMAT} ${hashes} ${version}`).digest('hex').slice(0, 8)
}
