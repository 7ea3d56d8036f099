import { walkFilm } from '../../../film/walk-film.ts'
import type { Atelier } from '../../../state/atelier.svelte.ts'
import { bitmapSheets } from '../../../state/load-sheet.ts'
import { planOf } from '../../../state/walk-plan.ts'
import { isFilm, type WalkFormat } from './walk-formats.ts'

/** How a walk is written. */
export interface WalkExport {
  format: WalkFormat
  scale: number
  framesPerSecond: number
}

/** Starts writing the walk in hand; gives the studio's job where it is the studio that writes. */
export async function startWalkExport(
  { walk, explore, films, latentJobs }: Atelier,
  { format, scale, framesPerSecond }: WalkExport
): Promise<string | undefined> {
  const plan = planOf(walk.settings)
  const { run, checkpoint, space } = explore
  if (!plan || !run || checkpoint === undefined || !space) return undefined
  if (!isFilm(format)) {
    const what = { kind: 'walk' as const, plan, format, framesPerSecond, scale }
    const job = await latentJobs.export({ run: run.id, checkpoint }, what)
    return job?.id
  }
  const { latents } = walk
  const film = walkFilm({
    format,
    latents,
    size: space.size,
    scale,
    framesPerSecond,
    // The model in hand now, whatever is opened while it is written.
    sheetUrl: walk.sheetUrls(),
    sheets: bitmapSheets
  })
  await films.write(film, 'a walk', `${plainName(run.name)}-${checkpoint}-walk.${format}`)
  return undefined
}

// As the studio names its own files.
function plainName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'model'
}
