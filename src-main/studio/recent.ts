import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Project, RecentProject } from '../contract/models.ts'
import { isProject } from './project.ts'

// What fits on the start screen.
const MOST_RECENT = 12

const RecentSchema = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.number() }))

type Remembered = z.output<typeof RecentSchema>[number]

/** The projects opened lately, newest first, kept as JSON in the user's configuration folder. */
export interface RecentProjects {
  list(): RecentProject[]
  add(project: Project): void
  forget(path: string): void
}

/** Reads the file anew each time, because a second studio may have written it. */
export function recentProjects(configFolder: string): RecentProjects {
  const file = join(configFolder, 'recent-projects.json')
  const write = (projects: Remembered[]): void => {
    mkdirSync(configFolder, { recursive: true })
    // Written beside and renamed, so that a reader sees the old list or the new one.
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, JSON.stringify(projects.slice(0, MOST_RECENT), undefined, 2))
    renameSync(draft, file)
  }
  const others = (path: string): Remembered[] =>
    read(file).filter((project) => project.path !== path)
  return {
    list: () => read(file).map((project) => ({ ...project, missing: !isProject(project.path) })),
    add: ({ path, name }) => write([{ path, name, openedAt: Date.now() }, ...others(path)]),
    forget: (path) => write(others(path))
  }
}

// A list that is missing or damaged is an empty one: nothing but convenience is lost.
function read(file: string): Remembered[] {
  try {
    return RecentSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}
