import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { lastLines } from './network.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'

/** Where the package looks for its addon. */
export const ADDON = 'lib/napi-v8/tfjs_binding.node'

/** The names that the linker looks for, and the files that the wheel has. */
const LIBRARY_LINKS = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2'
}

/**
 * Compiles the addon against the unpacked libraries. Node-API 8 is the same binary in Node 18 to 24
 * and in Electron, and one compiler call needs neither node-gyp nor Node's own headers.
 * @param {string} compiler
 * @param {import('./engine-recipe.mjs').EngineRecipe['addon']} addon
 * @param {string} tree The engine in the making.
 */
export async function buildAddon(compiler, addon, tree) {
  mkdirSync(join(tree, 'lib/napi-v8'), { recursive: true })
  for (const [name, file] of Object.entries(LIBRARY_LINKS)) {
    symlinkSync(file, join(tree, 'deps/lib', name))
  }
  const includes = [...addon.includes, join(tree, 'deps/include')]
  const { code, output } = await runQuietly(
    compiler,
    [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8'],
      ...includes.map((folder) => `-I${folder}`),
      ...addon.sources,
      ...['-o', join(tree, ADDON), `-L${join(tree, 'deps/lib')}`],
      ...['-ltensorflow', '-ltensorflow_framework'],
      // Relative, so that the folder can be renamed into its place.
      '-Wl,-rpath,$ORIGIN/../../deps/lib'
    ],
    { cwd: addon.folder }
  )
  if (code === 0) return
  throw new SetupProblem(
    'engine/build',
    `${compiler} could not build the engine's addon; what it said is above. Try another compiler with: export CXX=g++.`,
    lastLines(output)
  )
}

/**
 * Loads an addon in a child process and has it compute.
 * @param {string} node
 * @param {string} script
 * @param {string} addon
 * @returns {Promise<{ tensorflow: string }>}
 */
export async function verifyAddon(node, script, addon) {
  const { code, output } = await runQuietly(node, [script, addon], {
    // 3: errors only, so that the last line is ours.
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' }
  })
  if (code === 0) return JSON.parse(output.trim().split('\n').at(-1) ?? '')
  throw new SetupProblem(
    'engine/verify',
    `The engine was built but does not compute on this machine (exit code ${code}); what it said is above. TensorFlow's wheels need glibc 2.27 and AVX.`,
    lastLines(output)
  )
}
