// `npm test`: the set-up of `npm start`, what only the tests need, then every check there is.
import { join } from 'node:path'
import { ROOT, nodeBinary, packageCommand, packagedEnvironment } from './lib/paths.mjs'
import { runScript } from './lib/problem.mjs'
import { runInForeground } from './lib/processes.mjs'
import { setUp } from './lib/setup.mjs'
import { runSteps } from './lib/steps.mjs'
import { ensureTestElectron } from './lib/test-electron.mjs'
import { ensureTestPackages } from './lib/test-packages.mjs'

// The tests are of TensorFlow; where it is missing they say so rather than go on without.
process.env['GAN_ATELIER_ENGINE'] ??= 'tensorflow'

const inPackages = { cwd: ROOT, env: packagedEnvironment() }
const command = (name, ...args) => runInForeground(packageCommand(name), args, inPackages)

const STEPS = [
  { title: 'Set-up', run: setUp },
  {
    title: 'Browser, display and Electron for the tests',
    run: async () => {
      await ensureTestPackages()
      await ensureTestElectron()
    }
  },
  { title: 'Format', run: () => command('prettier', '--check', '.') },
  { title: 'Lint', run: () => command('eslint', '.', '--max-warnings', '0') },
  { title: 'Types', run: () => command('tsc', '--noEmit') },
  {
    title: 'Types of the end-to-end tests',
    run: () => command('tsc', '--noEmit', '-p', 'test/e2e')
  },
  {
    title: 'Types of the interface',
    run: () =>
      command('svelte-check', '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings')
  },
  {
    title: 'Unit tests',
    run: () => command('vitest', 'run', '--config', 'test/vitest.config.ts')
  },
  {
    title: 'End-to-end tests',
    run: () => runInForeground(nodeBinary(), [join(ROOT, 'test/e2e/run.mjs')], inPackages)
  }
]

runScript(() => runSteps(STEPS))
