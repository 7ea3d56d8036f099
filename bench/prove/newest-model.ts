import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { StudiedModel } from '../../src-main/contract/analyst.ts'
import { checkpointFile, readCheckpoint } from '../../src-main/training/checkpoint.ts'

/** The newest checkpoint of the newest run of a project that no studio has to open for it. */
export function newestModel(project: string): { model: StudiedModel; images: number } {
  const runs = readdirSync(join(project, 'runs')).map((run) => join(project, 'runs', run))
  const runFolder = runs.reduce((a, b) => (statSync(b).mtimeMs > statSync(a).mtimeMs ? b : a))
  const checkpoints = readdirSync(join(runFolder, 'checkpoints'))
  const images = Math.max(
    ...checkpoints.filter((name) => /^\d+\.safetensors$/.test(name)).map((name) => parseInt(name))
  )
  const file = checkpointFile(runFolder, images)
  const { config } = readCheckpoint(file)
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  const folder = join(runFolder, 'learned')
  return { model: { config, file, sha256, folder, cacheFolder: '', excluded: [] }, images }
}
