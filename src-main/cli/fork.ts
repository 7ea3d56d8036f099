import { parseAssignment } from '../contract/config-fields.ts'
import { MOST_IMAGES } from '../contract/setting.ts'
import type { Command } from './command.ts'
import { openRun } from './find.ts'
import { followRun } from './follow.ts'
import { given, optional, repeated, whole } from './words.ts'

/** `atelier fork` */
export const fork: Command = {
  summary: 'begin a new run from a checkpoint of another, with other settings',
  usage: '--project P [--run R] [--checkpoint C] [--images 40000] [--set key=value]… [--name N]',
  help: [
    '--run R          id or name of the run; by default the newest',
    '--checkpoint C   images seen by the checkpoint, by default the newest; 0 starts afresh with these settings',
    '--images I       training length in all, the images of the checkpoint included',
    '--set key=value  what differs, may be repeated; what shapes the networks can differ only from 0',
    '--name N         name of the new run'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    images: { type: 'string' },
    set: { type: 'string', multiple: true },
    name: { type: 'string' }
  },
  run: async (session) => {
    const { api, words } = session
    const changes = Object.fromEntries(repeated(words, 'set').map(parseAssignment))
    const length = whole(words, 'images', 1, MOST_IMAGES)
    const checkpoint = whole(words, 'checkpoint', 0, MOST_IMAGES)
    const { id, images } = await openRun(session)
    const run = await api.forkRun({
      run: id,
      images: checkpoint ?? (await newestCheckpoint(session, id)) ?? images,
      changes: { ...changes, ...given('images', length) },
      ...given('name', optional(words, 'name'))
    })
    return await followRun(session, run)
  }
}

async function newestCheckpoint(
  { api }: Parameters<Command['run']>[0],
  run: string
): Promise<number | undefined> {
  const checkpoints = await api.getCheckpoints({ run })
  return checkpoints.at(-1)?.images
}
