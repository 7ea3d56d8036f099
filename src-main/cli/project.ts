import { writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { Projection } from '../contract/latent.ts'
import { pixelPaths } from '../contract/pixels.ts'
import { EXIT_DONE, type Command, type Session } from './command.ts'
import { exportFile } from './export-file.ts'
import { followJob } from './follow.ts'
import { openModel } from './model.ts'
import { given, optional } from './words.ts'

/** `atelier project` */
export const project: Command = {
  summary: 'a picture of any kind, found in a trained model',
  usage:
    'picture.png --project P [--run R] [--checkpoint C] [--out found.png] [--difference diff.png] [--name N]',
  help: [
    'picture.png      any picture; its largest square in the middle, in the size of the model',
    '--out FILE       the picture that the model makes of it, with its lineage',
    '--difference F   where the two differ: black is equal, white half the range',
    '--name N         what it is kept as; by default the name of the file',
    'The first time at a checkpoint an encoder is trained, which takes a minute or two.'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    out: { type: 'string' },
    difference: { type: 'string' },
    name: { type: 'string' }
  },
  positionals: 1,
  run: async (session) => {
    const { api, words, terminal } = session
    const [word] = words.positionals
    if (word === undefined) {
      throw new StudioError(
        'cli/missing',
        'The picture to look for is missing; see: atelier help project'
      )
    }
    const picture = { path: resolve(word) }
    const [out, difference] = ['out', 'difference'].map((name) => optional(words, name))
    const { model, run } = await openModel(session)
    const named = given('name', optional(words, 'name'))
    const job = await followJob(session, await api.projectPicture({ ...model, ...named, picture }))
    const found = await findMade(session, run.id, job.made ?? [])

    const { id, z, error, guessError, featureError, seconds } = found
    if (out !== undefined) {
      const lineage = [{ how: 'projection' as const, words: basename(word).slice(0, 200), z }]
      const what = { kind: 'picture' as const, z, lineage }
      await exportFile(session, { ...model, what, out: resolve(out) })
    }
    if (difference !== undefined) await writeDifference(session, id, resolve(difference))
    terminal.result(
      {
        ...given('path', out && resolve(out)),
        ...given('difference', difference && resolve(difference)),
        run: run.id,
        checkpoint: run.checkpoint,
        id,
        z,
        error,
        guess_error: guessError,
        feature_error: featureError,
        seconds
      },
      `“${found.name}” at ${run.checkpoint} images, pixels ${rounded(error)} off (mean square; the first guess ${rounded(guessError)}), in ${seconds.toFixed(1)} s`
    )
    return EXIT_DONE
  }
}

async function findMade({ api }: Session, run: string, made: string[]): Promise<Projection> {
  const items = await api.listLatentItems({ run })
  const found = items.find(({ id }) => made.includes(id))
  if (found?.kind === 'projection') return found
  throw new StudioError(
    'project/gone',
    'What was found has been deleted meanwhile; run the command again.'
  )
}

async function writeDifference({ studio }: Session, item: string, file: string): Promise<void> {
  const picture = await studio.pixels(pixelPaths.difference(item))
  if (!picture) {
    throw new StudioError(
      'project/no-difference',
      'The difference cannot be drawn, for the checkpoint is gone; train again or take another one.'
    )
  }
  writeFileSync(file, picture.bytes)
}

function rounded(error: number): string {
  return error.toPrecision(2)
}
