import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { InstalledEngine } from '../contract/models.ts'

const MANIFEST = 'deps/engine.json'
const ADDON = 'lib/napi-v8/tfjs_binding.node'

interface Manifest {
  provider: string
  recipe?: string
  kind?: 'cpu' | 'gpu'
  files: Record<string, { sha256: string }>
}

/**
 * What the set-up noted of the engine that it provisioned for the package in `folder`; undefined where
 * the package was installed in another way or the note cannot be read.
 */
export function installedEngine(folder: string): InstalledEngine | undefined {
  try {
    const file = join(folder, MANIFEST)
    const { provider, recipe, kind, files } = JSON.parse(readFileSync(file, 'utf8')) as Manifest
    const addonSha256 = files[ADDON]?.sha256
    return {
      provider,
      // The package holds links to a folder that all checkouts share.
      folder: dirname(dirname(realpathSync(file))),
      ...(recipe !== undefined && { recipe }),
      ...(kind && { kind }),
      ...(addonSha256 !== undefined && { addonSha256 })
    }
  } catch {
    return undefined
  }
}
