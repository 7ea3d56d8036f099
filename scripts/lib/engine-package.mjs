import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ADDON, verifyAddon } from './build-addon.mjs'
import { readManifest, writeManifest } from './engine-manifest.mjs'
import { addonPackage } from './engine-recipe.mjs'
import { withLock } from './lock.mjs'
import { fetchProblem } from './network.mjs'
import { ROOT, nodeBinary, packagedEnvironment } from './paths.mjs'
import { runQuietly } from './processes.mjs'
import { say } from './say.mjs'

/**
 * Where no wheel fits (macOS, Windows, musl): the package's own installer, which fetches an older
 * TensorFlow and an addon built for it into the package itself.
 */
export async function ensurePackageEngine(root = ROOT) {
  const folder = addonPackage(root)
  const manifest = () => readManifest(folder)
  if (manifest()) return
  await withLock(join(root, '.cache/engine.lock'), 'setting up the engine', async () => {
    if (manifest()) return
    say("Setting up the compute engine by its package's own installer: 100 to 400 MB to fetch …")
    const { output } = await runQuietly(
      nodeBinary(root),
      ['scripts/install.js', 'gpu', 'download'],
      {
        cwd: folder,
        env: packagedEnvironment(root)
      }
    )
    // Its exit code is 0 whatever happened.
    if (!existsSync(join(folder, ADDON))) {
      throw fetchProblem('fetch the engine', output, `cd ${folder} && npm run install`)
    }
    const script = join(root, 'scripts/lib/verify-engine.mjs')
    const { tensorflow } = await verifyAddon(nodeBinary(root), script, join(folder, ADDON))
    mkdirSync(join(folder, 'deps'), { recursive: true })
    const platform = `${process.platform}-${process.arch}`
    await writeManifest(folder, { provider: 'package-installer', tensorflow, platform, files: {} })
    say('Engine ready.')
  })
}
