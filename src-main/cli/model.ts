import type { Session } from './command.ts'
import { openRun } from './find.ts'
import { given, whole } from './words.ts'

/** The model that `--project`, `--run` and `--checkpoint` name. */
export async function openModel(session: Session): Promise<{
  model: { run: string; checkpoint?: number }
  run: { id: string; checkpoint: number }
}> {
  const checkpoint = whole(session.words, 'checkpoint', 0, Number.MAX_SAFE_INTEGER)
  const { id } = await openRun(session)
  const model = { run: id, ...given('checkpoint', checkpoint) }
  // Which checkpoint is the newest is the studio's to say.
  const space = await session.api.getLatentSpace(model)
  return { model, run: { id, checkpoint: space.checkpoint } }
}
