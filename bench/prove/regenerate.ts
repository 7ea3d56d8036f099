import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ExportWhat } from '../../src-main/contract/exports.ts'
import type { Studio } from '../../src-main/contract/studio.ts'
import { createRandom, STREAMS, type Random } from '../../src-main/engine/random.ts'
import { connectStudio } from '../../src-main/rpc/connect.ts'
import { ensureBuild } from '../../scripts/lib/build.mjs'
import type { Proof, ProofOptions } from './proof.ts'
import { atelier } from './through-studio.ts'

const CACHE = join(import.meta.dirname, '../.cache/prove')
const ROOT = join(import.meta.dirname, '../..')
const PICTURES = 100
const SIZE = 32
const IMAGES = 4_000

/** What a project was made of, where none are given. */
const OWN = [
  { name: 'avatars', preset: 'dcgan' },
  { name: 'shapes', preset: 'mlp' },
  { name: 'shapes', preset: 'modern' }
] as const

interface Written {
  kind: string
  file: string
  project: string
}

/** Whether pictures of every kind, drawn by three models at random places, are made again from their own files alone. */
export async function proveRegenerate({ projects, say }: ProofOptions): Promise<Proof> {
  await ensureBuild()
  const places = projects.length > 0 ? [...projects] : OWN.map((own) => trained(own, say))
  const folder = mkdtempSync(join(tmpdir(), 'atelier-regenerate-'))
  const random = createRandom(1, STREAMS.drawing)
  const written: Written[] = []
  for (const [at, project] of places.entries()) {
    const count = Math.ceil((PICTURES - written.length) / (places.length - at))
    const drawn = await within(project, (studio) => drawSome(studio, random, count, folder, at))
    written.push(...drawn.map((one) => ({ ...one, project })))
    say(`${drawn.length} pictures of ${project}`)
  }
  // By another process, from what the files tell.
  const identical: Written[] = []
  for (const project of places) {
    const own = written.filter((one) => one.project === project)
    await within(project, async (studio) => {
      for (const one of own) if (await isSame(studio, one.file)) identical.push(one)
    })
  }
  rmSync(folder, { recursive: true })
  const kinds = [...new Set(written.map(({ kind }) => kind))].sort()
  const rows = kinds.map((kind) => {
    const of = (all: readonly Written[]): number => all.filter((one) => one.kind === kind).length
    return { kind, written: of(written), identical: of(identical) }
  })
  say(`${identical.length} of ${written.length} identical`)
  return {
    passed: written.length === PICTURES && identical.length === written.length,
    figures: { written: written.length, identical: identical.length, kinds: rows },
    report: report(rows, places.length)
  }
}

function trained({ name, preset }: (typeof OWN)[number], say: (line: string) => void): string {
  const project = join(CACHE, `regenerate-${name}-${preset}`)
  if (existsSync(project)) return project
  say(`Training ${preset} on ${name} …`)
  atelier(
    'draw',
    name,
    '--project',
    project,
    '--size',
    String(SIZE),
    '--count',
    '1000',
    '--name',
    name
  )
  atelier(
    ...['train', '--project', project, '--dataset', name, '--preset', preset],
    ...['--images', String(IMAGES), '--set', 'evaluate=false', '--set', 'checkpointEvery=1000']
  )
  return project
}

/** Opens a project in a studio of its own while `work` lasts. */
async function within<Result>(
  project: string,
  work: (studio: Studio) => Promise<Result>
): Promise<Result> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'out/main/serve.cjs'), '--project', project, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const url = await new Promise<string>((done) =>
    createInterface({ input: child.stdout }).once('line', done)
  )
  const studio = await connectStudio(url)
  try {
    return await work(studio)
  } finally {
    await studio.close()
    const ended = new Promise((done) => child.once('close', done))
    child.kill('SIGTERM')
    await ended
  }
}

async function drawSome(
  { api, ...studio }: Studio,
  random: Random,
  count: number,
  folder: string,
  place: number
): Promise<Omit<Written, 'project'>[]> {
  const { runs } = await api.getState({})
  const models = (
    await Promise.all(
      runs.map(async ({ id }) =>
        (await api.getCheckpoints({ run: id })).map((one) => ({ run: id, one }))
      )
    )
  ).flat()
  const drawn: Omit<Written, 'project'>[] = []
  while (drawn.length < count) {
    const { run, one } = models[random.integer(models.length)]!
    const model = { run, checkpoint: one.images }
    const draw = async (many: number): Promise<number[][]> =>
      await api.drawLatents({ ...model, seed: random.integer(2 ** 31), count: many })
    const kind = KINDS[random.integer(KINDS.length)]!
    const file = join(folder, `${place}-${drawn.length}.png`)
    await exported({ api, ...studio }, model, await kind.make(random, draw), file)
    drawn.push({ kind: kind.name, file })
  }
  return drawn
}

type Draw = (count: number) => Promise<number[][]>

const scaleBy = (random: Random): number => 1 + random.integer(4)

const KINDS: { name: string; make(random: Random, draw: Draw): Promise<ExportWhat> }[] = [
  {
    name: 'picture',
    make: async (random, draw) => ({
      kind: 'picture',
      z: (await draw(1))[0]!,
      scale: scaleBy(random)
    })
  },
  {
    name: 'grid',
    make: async (random, draw) => ({
      ...{ kind: 'grid', latents: await draw(2 + random.integer(60)), scale: scaleBy(random) },
      columns: 1 + random.integer(8)
    })
  },
  {
    name: 'arithmetic',
    make: async (random, draw) => {
      const terms = await Promise.all(
        [1, -1, 1].map(async (weight) => ({ weight, latents: await draw(3) }))
      )
      return { kind: 'arithmetic', terms, seed: random.integer(1000), scale: scaleBy(random) }
    }
  },
  ...(['apng', 'contact-sheet'] as const).map((format) => ({
    name: format,
    make: async (random: Random, draw: Draw): Promise<ExportWhat> => ({
      ...{ kind: 'walk', format, framesPerSecond: 1 + random.integer(50), scale: scaleBy(random) },
      plan: {
        ...{
          interpolation: random.integer(2) === 0 ? 'lerp' : 'slerp',
          closed: random.integer(2) === 0
        },
        keyframes: (await draw(2)).map((z) => ({
          z,
          frames: 2 + random.integer(6),
          easing: 'linear'
        }))
      }
    })
  })),
  { name: 'grid of training', make: async () => ({ kind: 'snapshot' }) }
]

async function isSame(studio: Studio, file: string): Promise<boolean> {
  const before = readFileSync(file)
  copyFileSync(file, `${file}.before.png`)
  const { run, checkpoint, z, lineage, scale, what } = await studio.api.readPicture({
    picture: { path: `${file}.before.png` }
  })
  rmSync(file)
  const single: ExportWhat = { kind: 'picture', z, lineage, scale }
  await exported(studio, { run, checkpoint }, what ?? single, file)
  return readFileSync(file).equals(before)
}

async function exported(
  studio: Studio,
  model: { run: string; checkpoint: number },
  what: ExportWhat,
  out: string
): Promise<void> {
  const ended = new Promise<string>((done) => {
    const stop = studio.subscribe((event) => {
      if (event.type !== 'job' || event.job.state === 'working' || event.job.kind !== 'export')
        return
      stop()
      done(event.job.state === 'done' ? '' : (event.job.problem ?? event.job.state))
    })
  })
  await studio.api.startExport({ ...model, what, out })
  const problem = await ended
  if (problem !== '') throw new Error(`${out}: ${problem}`)
}

function report(
  rows: readonly { kind: string; written: number; identical: number }[],
  projects: number
): string {
  const lines = rows.map((row) => `| ${row.kind} | ${row.written} | ${row.identical} |`)
  return `Pictures of ${projects} projects at random places of random checkpoints, of random kinds and sizes, were written by
one studio; another, started anew, read what each file tells of its making and made it again. The bytes of both
files are compared.

| kind | written | identical |
| --- | --- | --- |
${lines.join('\n')}`
}
