import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** The documented commands; `P` is the project's folder. */
export const COMMANDS = [
  'draw avatars --project P --size 64 --count 30000 --seed 1',
  'train --project P --dataset Avatars --preset dcgan --images 800000 --seed 1 --set latentDistribution=normal --set emaImages=10000 --set rateSchedule=linear --set snapshotEvery=20000 --set checkpointEvery=100000'
]

const ROOT = join(import.meta.dirname, '../../..')

/** Where what proofs need is kept between them. */
export const CACHE = join(ROOT, 'bench/.cache/prove')

/** A project with the trained model, made by the documented commands where it is not in the cache. */
export function makeProject(say: (line: string) => void): string {
  const project = join(CACHE, 'avatars')
  if (existsSync(join(project, 'trained'))) return project
  mkdirSync(project, { recursive: true })
  for (const command of COMMANDS) {
    say(`atelier ${command}`)
    const words = command.split(' ').map((word) => (word === 'P' ? project : word))
    execFileSync(process.execPath, [join(ROOT, 'scripts/atelier.mjs'), ...words], {
      stdio: ['ignore', 'ignore', 'inherit']
    })
  }
  mkdirSync(join(project, 'trained'))
  return project
}
