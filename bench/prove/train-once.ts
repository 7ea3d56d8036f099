import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { atelier } from './through-studio.ts'

/**
 * Makes a project's data set and trains on it, unless that was done before; gives the seconds of the training, or
 * undefined. One that was broken off begins anew.
 */
export function trainOnce(
  project: string,
  steps: { makeData(project: readonly string[]): void; train: readonly string[] }
): number | undefined {
  const done = join(project, 'done')
  if (existsSync(done)) return undefined
  rmSync(project, { recursive: true, force: true })
  const words = ['--project', project]
  steps.makeData(words)
  const startedAt = performance.now()
  atelier('train', ...words, ...steps.train)
  writeFileSync(done, '')
  return (performance.now() - startedAt) / 1000
}
