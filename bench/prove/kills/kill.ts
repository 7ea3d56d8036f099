import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createStudio } from '../../../src-main/studio/create.ts'
import { nodeSpawner } from '../../../src-main/studio/spawn-node.ts'
import { openDatabase } from '../../../src-main/store/open.ts'
import { readCheckpoint } from '../../../src-main/training/checkpoint.ts'

/** Seconds between two checkpoints of the runs that are killed at any moment. */
export const SAVED_EVERY = 2

// A step takes milliseconds.
const SMALL = {
  ...{ images: 100_000_000, batch: 16, latent: 4, snapshotEvery: 6400, evaluate: false },
  ...{ generatorFilters: 4, discriminatorFilters: 4 }
}

/** Checkpoints by the clock alone. */
export const BY_CLOCK = { ...SMALL, checkpointEvery: 10_000_000, checkpointSeconds: SAVED_EVERY }

/** Checkpoints every few steps. */
export const BY_IMAGES = { ...SMALL, checkpointEvery: 320 }

/** Moments of writing a checkpoint. */
export const WRITES = ['opened', 'write-1', 'write-2', 'written', 'on-disk', 'renamed'] as const

/** Who is killed and when: so many seconds after training or the program has begun, or in a write. */
export type Kill =
  | { who: 'studio' | 'trainer' | 'both'; seconds: number; of: 'training' | 'program' }
  | { who: 'trainer'; write: (typeof WRITES)[number] }

/** What was left behind. */
export interface Left {
  /** Seconds of training that were told and are not in any checkpoint. */
  lostSeconds: number
  /** Seconds from a trainer's death, or from the next start, until the run is told as interrupted. */
  statusSeconds: number
  /** Files without a row before the next start, which removes them. */
  halfMade: number
  /** What is wrong, one sentence each. */
  wrong: string[]
}

const STUDIO = join(import.meta.dirname, 'studio.ts')
const PATIENCE_MS = 120_000

/** Trains until the first checkpoint is saved, in a project that is made for it, and is killed then. */
export async function beginRun(project: string, changes: object): Promise<void> {
  const victim = start(project, { changes })
  await victim.told(({ saved }) => saved !== undefined)
  victim.child.kill('SIGKILL')
  await victim.ended
}

/** Goes on with the run of a project, kills, starts again, and looks at what is there. */
export async function killOnce(project: string, kill: Kill): Promise<Left> {
  const victim = start(project, 'write' in kill ? { killAt: kill.write } : {})
  let statusSeconds = 0
  if ('write' in kill) {
    await victim.told(({ interrupted }) => interrupted === true)
    victim.child.kill('SIGKILL')
  } else {
    const { trainer } =
      kill.of === 'training' ? await victim.told((line) => line.trainer !== undefined) : {}
    await new Promise((resolve) => setTimeout(resolve, kill.seconds * 1000))
    if (kill.who !== 'studio' && trainer !== undefined) process.kill(trainer, 'SIGKILL')
    if (kill.who === 'trainer') {
      const killedAt = performance.now()
      await victim.told(({ interrupted }) => interrupted === true)
      statusSeconds = (performance.now() - killedAt) / 1000
    }
    victim.child.kill('SIGKILL')
  }
  await victim.ended
  return await look(project, victim.seconds(), statusSeconds)
}

interface Told {
  trainer?: number
  seconds?: number
  saved?: number
  interrupted?: true
}

function start(project: string, { changes = {}, killAt }: { changes?: object; killAt?: string }) {
  const child: ChildProcess = spawn(process.execPath, [STUDIO, project, JSON.stringify(changes)], {
    env: { ...process.env, ...(killAt !== undefined && { KILL_AT: killAt }) },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const lines: Told[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  let problem = ''
  child.stderr!.on('data', (chunk: Buffer) => (problem = (problem + chunk.toString()).slice(-2000)))
  child.stdout!.on('data', (chunk: Buffer) => {
    const [last = '', ...whole] = (rest + chunk.toString()).split('\n').reverse()
    rest = last
    lines.push(...whole.reverse().map((line) => JSON.parse(line) as Told))
    for (const look of [...waiting]) look()
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const told = (fits: (line: Told) => boolean): Promise<Told> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find(fits)
        if (!found) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      const giveUp = (): void => {
        child.kill('SIGKILL')
        reject(new Error(`The studio that is to be killed says nothing. ${problem}`))
      }
      const timer = setTimeout(giveUp, PATIENCE_MS)
      void ended.then(() => {
        clearTimeout(timer)
        if (!lines.some(fits)) giveUp()
      })
      waiting.add(look)
      look()
    })
  const seconds = (): number | undefined =>
    lines.findLast((line) => line.seconds !== undefined)?.seconds
  return { child, ended, told, seconds }
}

// The next start: a studio that only looks.
async function look(
  project: string,
  toldSeconds: number | undefined,
  statusSeconds: number
): Promise<Left> {
  const wrong: string[] = []
  const database = await openDatabase(join(project, 'project.db'))
  const integrity = database.pragma('integrity_check', { simple: true })
  const rows = database.prepare<[], { images: number }>('SELECT images FROM checkpoints').all()
  database.close()
  const before = filesBeside(project, rows).length
  if (integrity !== 'ok') wrong.push(`The database is damaged: ${String(integrity)}.`)

  const startedAt = performance.now()
  const studio = createStudio({
    version: 'looks',
    shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
    spawner: nodeSpawner(''),
    folders: { config: `${project}.config`, temporary: join(project, '..') }
  })
  await studio.api.openProject({ path: project })
  const [run] = (await studio.api.getState({})).runs
  const opened = (performance.now() - startedAt) / 1000
  const checkpoints = await studio.api.getCheckpoints({ run: run!.id })
  await studio.close()
  if (run!.state !== 'interrupted') wrong.push(`The run is told as ${run!.state}.`)

  const folder = join(project, 'runs', run!.id, 'checkpoints')
  const names = checkpoints.map(nameOf)
  const strays = filesBeside(project, checkpoints)
  if (strays.length > 0) wrong.push(`There are strays: ${strays.join(', ')}.`)
  for (const name of names.filter((one) => !existsSync(join(folder, one)))) {
    wrong.push(`There is no ${name}.`)
  }
  let lostSeconds = 0
  try {
    const newest = readCheckpoint(join(folder, names.at(-1)!))
    lostSeconds = Math.max(0, (toldSeconds ?? 0) - newest.seconds)
  } catch (error) {
    wrong.push(`The newest checkpoint cannot be read: ${String(error)}.`)
  }
  return { lostSeconds, statusSeconds: Math.max(statusSeconds, opened), halfMade: before, wrong }
}

// The project has one run.
function filesBeside(project: string, checkpoints: readonly { images: number }[]): string[] {
  const [run = ''] = readdirSync(join(project, 'runs'))
  const names = checkpoints.map(nameOf)
  const files = readdirSync(join(project, 'runs', run, 'checkpoints'))
  return files.filter((name) => !names.includes(name))
}

function nameOf({ images }: { images: number }): string {
  return `${images}.safetensors`
}
