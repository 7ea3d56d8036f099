import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { OpenProject } from './project.ts'

// What `newId` makes, with whatever a writer adds to it while it works.
const OWN_NAME = /^[0-9a-f]{10}(?=$|\W)/

const CHECKPOINT = /^\d+\.safetensors$/

/**
 * Removes what a studio that was killed left half-made: caches without a data set, maps and bends without a row, files
 * beside checkpoints and beside what was learned from them, checkpoints without a row, and rows without one.
 */
export function sweepProject(project: OpenProject): void {
  const datasets = project.cacheFolder('')
  for (const name of namesIn(datasets)) {
    const id = OWN_NAME.exec(name)?.[0]
    const isKept = id === name && project.store.datasets.get(id) !== undefined
    if (id && !isKept) rmSync(join(datasets, name), { recursive: true, force: true })
  }
  for (const run of namesIn(project.runFolder(''))) {
    if (project.store.runs.get(run)) sweepCheckpoints(project, run)
    for (const kind of ['maps', 'bends']) {
      const folder = join(project.runFolder(run), 'learned', kind)
      for (const name of namesIn(folder)) {
        const id = OWN_NAME.exec(name)?.[0]
        const isKept = id !== undefined && project.store.latentItems.get(id) !== undefined
        if (!isKept) rmSync(join(folder, name), { force: true })
      }
    }
    for (const part of ['checkpoints', 'snapshots', 'learned']) {
      const folder = join(project.runFolder(run), part)
      const drafts = namesIn(folder).filter((name) => name.endsWith('.part'))
      for (const name of drafts) rmSync(join(folder, name), { force: true })
    }
  }
}

// A checkpoint is its file and its row; between them a studio may have been killed, on either way.
function sweepCheckpoints({ store, checkpointFile, runFolder }: OpenProject, run: string): void {
  const folder = join(runFolder(run), 'checkpoints')
  const files = new Set(namesIn(folder))
  for (const { images } of store.checkpoints.list(run)) {
    const name = basename(checkpointFile(run, images))
    if (!files.delete(name)) store.checkpoints.remove(run, images)
  }
  for (const name of files) {
    if (CHECKPOINT.test(name)) rmSync(join(folder, name), { force: true })
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not made yet.
    return []
  }
}
