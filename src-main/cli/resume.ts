import { MOST_IMAGES } from '../contract/setting.ts'
import type { Command } from './command.ts'
import { openRun } from './find.ts'
import { followRun } from './follow.ts'
import { given, whole } from './words.ts'

/** `atelier resume` */
export const resume: Command = {
  summary: 'go on with a run from its last checkpoint',
  usage: '--project P [--run R] [--images 40000]',
  help: [
    '--run R     id or name of the run; by default the newest',
    '--images I  new training length in all; needed for a run that has finished'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    images: { type: 'string' }
  },
  run: async (session) => {
    const images = whole(session.words, 'images', 1, MOST_IMAGES)
    // Its config, data and weights are the run's own; only the length may change.
    const { id } = await openRun(session)
    return await followRun(
      session,
      await session.api.resumeRun({ run: id, ...given('images', images) })
    )
  }
}
