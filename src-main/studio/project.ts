import { existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { EDITS_FILE } from '../contract/dataset-limits.ts'
import { StudioError } from '../contract/errors.ts'
import type { Project } from '../contract/models.ts'
import { openStore, type Store } from '../store/open.ts'

/** The open project: its database, and where its files are. */
export interface OpenProject {
  project: Project
  /** Where everything but weights and pictures is kept. */
  store: Store
  /** Shards and index of a data set. */
  cacheFolder(dataset: string): string
  /** Bytes of the journal of changes to a data set. */
  journalBytes(dataset: string): number
  /** Checkpoints and snapshots of a run. */
  runFolder(run: string): string
  checkpointFile(run: string, images: number): string
  snapshotFile(run: string, images: number): string
  /** By what a direction of a run bends. */
  bendFile(run: string, direction: string): string
  /** Where the pictures of an evaluation are. */
  evaluationFolder(run: string, images: number): string
}

/** The one project of a studio, if one is open. */
export interface CurrentProject {
  peek(): OpenProject | undefined
  /** Throws `project/none` where none is open. */
  get(): OpenProject
  set(project: OpenProject | undefined): void
}

/** Holds no project at first. */
export function createCurrentProject(): CurrentProject {
  let current: OpenProject | undefined
  return {
    peek: () => current,
    get: () => {
      if (current) return current
      throw new StudioError('project/none', 'No project is open; open or make one first.')
    },
    set: (project) => (current = project)
  }
}

/** True where a folder holds a project; looks without opening it. */
export function isProject(folder: string): boolean {
  return existsSync(databaseOf(folder))
}

/** Opens the project in a folder, making both if asked. */
export async function openProjectFolder(path: string, make: boolean): Promise<OpenProject> {
  const folder = resolve(path)
  if (make) makeProjectFolder(folder)
  else if (!isProject(folder)) {
    throw new StudioError(
      'project/missing',
      `There is no project in ${folder}; make a new one there, or choose another folder.`
    )
  }
  const store = await openStore(databaseOf(folder))
  const cacheFolder = (dataset: string): string => join(folder, 'datasets', dataset)
  const runFolder = (run: string): string => join(folder, 'runs', run)
  return {
    project: { path: folder, name: basename(folder) || folder },
    store,
    cacheFolder,
    journalBytes: (dataset) =>
      statSync(join(cacheFolder(dataset), EDITS_FILE), { throwIfNoEntry: false })?.size ?? 0,
    runFolder,
    checkpointFile: (run, images) => join(runFolder(run), 'checkpoints', `${images}.safetensors`),
    snapshotFile: (run, images) => join(runFolder(run), 'snapshots', `${images}.png`),
    bendFile: (run, direction) => join(runFolder(run), 'learned', 'bends', `${direction}.bend`),
    evaluationFolder: (run, images) => join(runFolder(run), 'evaluations', String(images))
  }
}

function databaseOf(folder: string): string {
  return join(folder, 'project.db')
}

// Node's own `recursive` tries for ever where a file system says ENOENT to a folder whose parent is
// there, as /proc does.
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = dirname(path)
  if (parent !== path) makeFolder(parent)
  mkdirSync(path)
}

function makeProjectFolder(folder: string): void {
  try {
    for (const part of ['datasets', 'runs']) makeFolder(join(folder, part))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'project/not-writable',
      `A project cannot be made in ${folder} (${reason}); choose a folder that you may write to.`,
      { cause }
    )
  }
}
