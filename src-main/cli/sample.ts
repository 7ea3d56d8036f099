import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../contract/errors.ts'
import { LARGEST_SEED } from '../contract/run-config.ts'
import type { LineageStep } from '../contract/latent.ts'
import { EXIT_DONE, type Command, type Session } from './command.ts'
import { exportFile } from './export-file.ts'
import { openModel } from './model.ts'
import { given, optional, required, whole } from './words.ts'

// The limits of the contract, told here in the words of the command.
const MOST_SAMPLES = 1_024
const MOST_SCALE = 16
const MOST_COLUMNS = 64

/** One vector, or a list of them. */
const LatentsSchema = z.union([
  z
    .array(z.number())
    .min(1)
    .transform((one) => [one]),
  z.array(z.array(z.number()))
])

/** `atelier sample` */
export const sample: Command = {
  summary: 'draw pictures of a trained model as one PNG',
  usage:
    '--project P [--run R] [--checkpoint C] (--seed 7 --count 64 [--class K] | --z Z) [--lineage] --out grid.png [--columns C] [--scale K]',
  help: [
    '--run R         id or name of the run; by default the newest',
    '--checkpoint C  images seen at the checkpoint; by default the newest',
    '--seed S        start of the random draw, by default 1',
    '--count N       how many pictures, by default 64',
    '--class K       all of one class, of a run that learned classes; by default each by chance',
    "--z Z           the latent vector itself: '[0.1, …]' or a JSON file; one vector gives one picture, byte for byte the slider's",
    '--lineage       one picture with how it was made inside, for `atelier regenerate` and the window',
    '--columns C     pictures in a row',
    '--scale K       whole-number enlargement'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    seed: { type: 'string' },
    count: { type: 'string' },
    class: { type: 'string' },
    z: { type: 'string' },
    lineage: { type: 'boolean' },
    out: { type: 'string' },
    columns: { type: 'string' },
    scale: { type: 'string' }
  },
  run: async (session) => {
    const { words, terminal } = session
    const out = resolve(required(words, 'out'))
    const columns = whole(words, 'columns', 1, MOST_COLUMNS)
    const scale = whole(words, 'scale', 1, MOST_SCALE)
    // A mistyped vector is told of before the project is opened.
    const chosen = readLatents(optional(words, 'z'))
    const { model, run } = await openModel(session)
    const latents = chosen ?? (await drawLatents(session, model))
    const what = words.values.lineage
      ? { kind: 'picture' as const, ...withStory(session, latents), ...given('scale', scale) }
      : { kind: 'grid' as const, latents, ...given('columns', columns), ...given('scale', scale) }
    const path = await exportFile(session, { ...model, what, out })
    const fields = { path, run: run.id, checkpoint: run.checkpoint, count: latents.length }
    terminal.result(fields, `${latents.length} pictures at ${run.checkpoint} images: ${path}`)
    return EXIT_DONE
  }
}

/** The one vector there must be, and how it came to be. */
function withStory(
  { words }: Session,
  latents: number[][]
): { z: number[]; lineage: LineageStep[] } {
  const [z, ...others] = latents
  if (!z || others.length > 0) {
    throw new StudioError(
      'cli/lineage',
      `--lineage is for one picture, and this would be ${latents.length}; take --count 1, or one --z.`
    )
  }
  const seed = optional(words, 'seed') ?? '1'
  const made = words.values.z
    ? { how: 'sliders' as const, words: 'given by hand' }
    : { how: 'seed' as const, words: `seed ${seed}, number 1` }
  return { z, lineage: [{ ...made, z, parents: [] }] }
}

async function drawLatents(
  { api, words }: Session,
  model: { run: string; checkpoint?: number }
): Promise<number[][]> {
  const seed = whole(words, 'seed', 0, LARGEST_SEED) ?? 1
  const count = whole(words, 'count', 1, MOST_SAMPLES) ?? 64
  return await api.drawLatents({
    ...model,
    seed,
    count,
    ...given('class', optional(words, 'class'))
  })
}

// One vector or several, as JSON text or in a file.
function readLatents(word: string | undefined): number[][] | undefined {
  if (word === undefined) return undefined
  try {
    // Told apart by its bracket: a hundred numbers are too long a name to ask the disk about.
    const text = word.trimStart().startsWith('[') ? word : readFileSync(word, 'utf8')
    return LatentsSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new StudioError(
      'cli/z',
      `--z cannot be "${word.slice(0, 80)}"; it takes numbers as [0.1, -0.2, …] or a JSON file of them.`,
      { cause }
    )
  }
}
