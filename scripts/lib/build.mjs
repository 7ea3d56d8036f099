import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { ROOT, packageCommand, packagedEnvironment } from './paths.mjs'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'
import { duration, say } from './say.mjs'
import { fingerprint, isCurrent, makeStamped } from './stamp.mjs'

/** What the build reads. */
const SOURCES = [
  'src-main',
  'src-renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json'
]

/** What the scripts start from; the rest of the build comes with them. */
const PRODUCTS = [
  'out/main/main.cjs',
  'out/main/serve.cjs',
  'out/main/cli.cjs',
  'out/preload/preload.cjs',
  'out/renderer/index.html'
]

/** Builds the studio when its sources are not those of the last build. */
export async function ensureBuild(root = ROOT) {
  const stamp = join(root, 'out/.stamp')
  const products = PRODUCTS.map((path) => join(root, path))
  const isBuilt = () => isCurrent(stamp, fingerprint(root, SOURCES), products)
  if (isBuilt()) return
  await withLock(join(root, '.cache/build.lock'), 'building the studio', async () => {
    if (isBuilt()) return
    const started = Date.now()
    say('Building the studio (5 to 20 seconds) …')
    // Taken before the build: what is edited while it runs is built the next time.
    const print = fingerprint(root, SOURCES)
    await makeStamped(stamp, print, () => build(root))
    say(`Built in ${duration(Date.now() - started)}.`)
  })
}

async function build(root) {
  const { code, output } = await runQuietly(packageCommand('electron-vite', root), ['build'], {
    cwd: root,
    env: packagedEnvironment(root)
  })
  if (code === 0) return
  throw new SetupProblem(
    'setup/build',
    'The studio could not be built; what the build said is above. In an unchanged checkout that is a fault of ours.',
    output
  )
}
