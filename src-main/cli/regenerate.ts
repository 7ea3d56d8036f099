import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { ExportWhat, PictureLineage } from '../contract/exports.ts'
import { EXIT_DONE, EXIT_FAILED, type Command, type Session } from './command.ts'
import { exportFile } from './export-file.ts'
import { openProject } from './find.ts'
import { required } from './words.ts'

/** `atelier regenerate` */
export const regenerate: Command = {
  summary: 'a picture, grid, row or animation again, from what its own PNG tells of its making',
  usage: 'picture.png --project P --out same.png',
  help: [
    'picture.png  any PNG that the studio wrote but of a single picture without --lineage; grids of training too',
    '--project P  the project with the run that made it',
    '--out FILE   the same bytes again; anything else is told of, with exit code 1'
  ],
  options: { project: { type: 'string' }, out: { type: 'string' } },
  positionals: 1,
  run: async (session) => {
    const { api, words, terminal } = session
    const [word] = words.positionals
    if (word === undefined) {
      throw new StudioError(
        'cli/missing',
        'The picture to make again is missing; see: atelier help regenerate'
      )
    }
    const picture = resolve(word)
    const out = resolve(required(words, 'out'))
    const { project } = await openProject(session)
    const lineage = await api.readPicture({ picture: { path: picture } })
    // Before it is perhaps overwritten.
    const before = readFileSync(picture)
    if (!lineage.available) throw await whyNot(session, lineage, project!.path)

    const { run, checkpoint, z, lineage: steps, scale } = lineage
    const what: ExportWhat = lineage.what ?? { kind: 'picture', z, lineage: steps, scale }
    const path = await exportFile(session, { run, checkpoint, what, out })
    const identical = before.equals(readFileSync(path))
    terminal.result(
      { path, run, checkpoint, identical },
      identical
        ? `The same ${before.length} bytes, drawn at ${checkpoint} images: ${path}`
        : `Not the same bytes: ${path}`
    )
    if (identical) return EXIT_DONE
    terminal.note(await difference(session, lineage, path))
    return EXIT_FAILED
  }
}

// What is missing, and what is there instead.
async function whyNot(
  { api }: Session,
  { run, runName, checkpoint, checkpointSha256 }: PictureLineage,
  project: string
): Promise<StudioError> {
  const { runs } = await api.getState({})
  if (!runs.some(({ id }) => id === run)) {
    return new StudioError(
      'regenerate/no-run',
      `The picture was made by “${runName}” (${run}), and there is no such run in ${project}; give the project that has it.`
    )
  }
  const saved = await api.getCheckpoints({ run })
  const same = saved.find(({ images }) => images === checkpoint)
  if (!same) {
    const there = saved.map(({ images }) => images).join(', ') || 'none'
    return new StudioError(
      'regenerate/no-checkpoint',
      `The picture was made at ${checkpoint} images, and “${runName}” has no such checkpoint any more; there are ${there}.`
    )
  }
  return new StudioError(
    'regenerate/other-weights',
    `The picture was made by other weights than those at ${checkpoint} images now: by ${checkpointSha256.slice(0, 12)}…, and there are ${same.sha256.slice(0, 12)}…; put the old checkpoint back.`
  )
}

/** Why the same weights gave another file. */
async function difference({ api }: Session, before: PictureLineage, path: string): Promise<string> {
  const now = await api.readPicture({ picture: { path } })
  if (now.runName !== before.runName) {
    return `The run was called “${before.runName}” then and is “${now.runName}” now, which the file tells too.`
  }
  if (now.datasetHash !== before.datasetHash) {
    return 'The data set it was trained on is another now or has been deleted, which the file tells too.'
  }
  return 'The numbers are the same and the pixels are not: the checkpoint’s file was replaced, or the picture was drawn by another version or on another kind of processor.'
}
