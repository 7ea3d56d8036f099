import { resolve } from 'node:path'
import { alongTrace } from '../contract/along-trace.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import type { Direction } from '../contract/latent.ts'
import { EXIT_DONE, type Command, type Session } from './command.ts'
import { findDirection, readSource } from './direction-source.ts'
import { exportFile } from './export-file.ts'
import { followJob } from './follow.ts'
import { openModel } from './model.ts'
import { drawSeeds } from './seeds.ts'
import { given, optional, whole } from './words.ts'

// The pictures of a strip, from left to right.
const STRENGTHS = [-3, -2, -1, 0, 1, 2, 3]

/** `atelier directions` */
export const directions: Command = {
  summary: 'named directions of a latent space: found, combined, listed, shown as strips',
  usage:
    '--project P [--run R] [--checkpoint C] (--attribute glasses=round,square | --plus 1,2,3 --minus 4,5,6 | --components 8 | --dimension 12 | --orthogonal NAME --against NAME | --combine NAME=1,NAME=-0.5 | --show NAME | --list | --delete NAME) [--name N] [--strip out.png --z-seed 7]',
  help: [
    '--attribute A=V,…    from a label of the data set, by a classifier and a support vector machine',
    '--samples N          samples that are sorted for it, by default 25000',
    '--plus S,…           from the mean of exemplars, one a seed, that have it …',
    '--minus S,…          … and of such that have it not',
    '--uncorrected        leaves in what else the exemplars differ in by chance',
    "--components K       the K directions in which the generator's first features vary most",
    '--dimension D        one number of the latent, counted from 1',
    '--orthogonal NAME    a direction without its parts along others …',
    '--against NAME,…     … which are these',
    '--combine NAME=W,…   a weighted sum',
    '--show NAME          one that is there, for its strip',
    '--list               those that the run has',
    '--delete NAME        takes one away',
    '--name N             of what is found',
    '--strip FILE         writes a PNG of a sample moved by -3 … 3, a row a direction',
    '--z-seed S           the sample, by default 1',
    '--scale K            whole-number enlargement of the strip, by default 2'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    attribute: { type: 'string' },
    samples: { type: 'string' },
    plus: { type: 'string' },
    minus: { type: 'string' },
    uncorrected: { type: 'boolean' },
    components: { type: 'string' },
    dimension: { type: 'string' },
    orthogonal: { type: 'string' },
    against: { type: 'string' },
    combine: { type: 'string' },
    show: { type: 'string' },
    list: { type: 'boolean' },
    delete: { type: 'string' },
    name: { type: 'string' },
    strip: { type: 'string' },
    'z-seed': { type: 'string' },
    scale: { type: 'string' }
  },
  run: async (session) => {
    const { words, api, terminal } = session
    const { model, run } = await openModel(session)
    const known = await listDirections(session, run.id)
    const deleted = optional(words, 'delete')
    if (deleted !== undefined) {
      const { id, name } = findDirection(known, deleted)
      await api.deleteLatentItem({ item: id })
      terminal.result({ deleted: id, name }, `“${name}” is deleted.`)
      return EXIT_DONE
    }
    const wanted =
      words.values.list === true ? known : await findWanted(session, model, run.id, known)
    for (const direction of wanted) tell(session, direction)
    if (words.values.list === true && known.length === 0) terminal.print('There are none yet.')
    await writeStrip(session, model, wanted)
    return EXIT_DONE
  }
}

type Model = { run: string; checkpoint?: number }

async function listDirections({ api }: Session, run: string): Promise<Direction[]> {
  const items = await api.listLatentItems({ run })
  return items.filter((item) => item.kind === 'direction')
}

async function findWanted(
  session: Session,
  model: Model,
  run: string,
  known: Direction[]
): Promise<Direction[]> {
  const { api, words } = session
  const shown = optional(words, 'show')
  if (shown !== undefined) return [findDirection(known, shown)]
  const source = await readSource({ api, words, model, known })
  const name = given('name', optional(words, 'name'))
  const { made = [] } = await followJob(
    session,
    await api.findDirections({ ...model, ...name, source })
  )
  const all = await listDirections(session, run)
  return made.map((id) => findDirection(all, id))
}

function tell(
  { terminal }: Session,
  { id, name, least, most, checkpoint, facts }: Direction
): void {
  const percent = (share: number | undefined): string[] =>
    share === undefined ? [] : [`${(100 * share).toFixed(1)} %`]
  const [accuracy] = percent(facts.accuracy)
  const [sure] = percent(facts.confidentAccuracy)
  const held = accuracy ? `; held out: ${accuracy}, of the surest ${sure}` : ''
  terminal.result(
    { direction: id, name, least, most, checkpoint, ...facts },
    `${name} (${id}), ${least} to ${most}: ${facts.words}${held}`
  )
}

async function writeStrip(session: Session, model: Model, found: Direction[]): Promise<void> {
  const { api, words, terminal } = session
  const file = optional(words, 'strip')
  if (file === undefined || found.length === 0) return
  const seed = whole(words, 'z-seed', 0, LARGEST_SEED) ?? 1
  const [z] = await drawSeeds(api, model, [seed])
  const latents: number[][] = []
  for (const { id, vector, bend } of found) {
    const trace = bend && (await api.traceDirection({ ...model, direction: id, z: z! }))
    const moved = (strength: number): number[] =>
      trace ? alongTrace(trace, strength) : z!.map((value, i) => value + strength * vector[i]!)
    latents.push(...STRENGTHS.map(moved))
  }
  const scale = whole(words, 'scale', 1, 16) ?? 2
  const what = { kind: 'grid', latents, columns: STRENGTHS.length, scale } as const
  const path = await exportFile(session, { ...model, what, out: resolve(file) })
  terminal.result({ path, rows: found.length }, `-3 to 3: ${path}`)
}
