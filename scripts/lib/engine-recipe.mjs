import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { readRequirements } from './requirements.mjs'

/** Counts up when what is made from the same wheel changes. */
const FORMAT = 2

/** Python's name of the machine and the wheel's size, by platform; others have no wheel that fits. */
const WHEELS = {
  'linux-x64': { machine: 'x86_64', bytes: 273_829_956, unpackedBytes: 853_500_000 },
  'linux-arm64': { machine: 'aarch64', bytes: 270_000_000, unpackedBytes: 850_000_000 }
}

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

function headers(paths) {
  return Object.fromEntries(
    paths.map((path) => [`tensorflow/include/${path}`, `deps/include/${path}`])
  )
}

/**
 * What an engine is made from and how.
 * @typedef {object} EngineRecipe
 * @property {string} id Names the engine's folder in the cache.
 * @property {string} platform
 * @property {string} requirement What pip fetches, `name==version`.
 * @property {string} requirements The locked requirements file.
 * @property {string[]} pipOptions Which wheel to take, whatever Python this machine has.
 * @property {string} sha256 Of the wheel.
 * @property {number} bytes Of the wheel.
 * @property {number} unpackedBytes Of what is taken from it.
 * @property {Record<string, string>} members Path in the wheel to path in the engine.
 * @property {{ folder: string, sources: string[], includes: string[] }} addon
 * @property {string} verify The script that proves that the addon computes.
 */

/** The package that the engine is for. */
export function addonPackage(root = ROOT) {
  return join(root, 'node_modules/@tensorflow/tfjs-node-gpu')
}

/**
 * The recipe for this machine; undefined where no wheel fits and the package's own installer has to do.
 * @returns {EngineRecipe | undefined}
 */
export function engineRecipe(root = ROOT, platform = currentPlatform()) {
  const wheel = WHEELS[platform]
  if (!wheel) return undefined
  const requirements = join(root, 'scripts/engine-requirements.txt')
  const entry = readRequirements(requirements).find(({ machine }) => machine === wheel.machine)
  if (!entry) throw new Error(`${requirements} has no entry for ${wheel.machine}`)
  const folder = addonPackage(root)
  return {
    id: `${entry.name}-${entry.version}-${platform}-${digest(entry.sha256, folder)}`,
    platform,
    requirement: `${entry.name}==${entry.version}`,
    requirements,
    pipOptions: [
      ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
      ...['--platform', `manylinux_2_27_${wheel.machine}`]
    ],
    sha256: entry.sha256,
    bytes: wheel.bytes,
    unpackedBytes: wheel.unpackedBytes,
    members: MEMBERS,
    addon: {
      folder,
      sources: ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'],
      includes: [join(root, 'node_modules/node-api-headers/include'), folder]
    },
    verify: join(root, 'scripts/lib/verify-engine.mjs')
  }
}

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
function digest(sha256, folder) {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return createHash('sha256').update(`${FORMAT} ${sha256} ${version}`).digest('hex').slice(0, 8)
}
