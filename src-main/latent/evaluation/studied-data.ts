import type { StudiedModel } from '../../contract/analyst.ts'
import type { Breathe } from '../../datasets/breathe.ts'
import type { Cache } from '../../datasets/cache.ts'
import { createRandomNetworks } from '../../training/metrics/random-networks.ts'
import { chooseReal, type RealPictures } from '../../training/metrics/real-pictures.ts'
import { openLabelEye } from './learn-labels.ts'
import { createStudy, type Study } from './study.ts'

/** A data set, ready to be compared with. */
export interface StudiedData {
  real: RealPictures
  /** By labels only where these were learned. */
  studies: { random: Study; labels?: Study }
  /** Real beside real: see `Measuring`. */
  units: Map<string, number>
}

/** What surrounds looking at a data set. */
export interface StudyContext {
  report: (done: number, total: number) => void
  breathe: Breathe
}

/** Keeps the last data set, for the next checkpoint. */
export interface DataShelf {
  /** For so many samples; the cache need be open only meanwhile. */
  open(
    model: Pick<StudiedModel, 'cacheFolder' | 'excluded'>,
    cache: Cache,
    samples: number,
    context: StudyContext
  ): Promise<StudiedData>
}

/** Starts with nothing learned. */
export function createDataShelf(): DataShelf {
  let held: StudiedData | undefined
  const isSame = (real: RealPictures): boolean =>
    held?.real.folder === real.folder &&
    held.real.fingerprint === real.fingerprint &&
    held.real.numbers.length === real.numbers.length

  return {
    async open({ cacheFolder, excluded }, cache, samples, { report, breathe }) {
      const real = chooseReal(cacheFolder, cache, excluded, samples)
      const total = real.numbers.length
      const context = { report: (done: number) => report(done, total), breathe }
      if (!held || !isSame(real)) {
        for (const { eye } of Object.values(held?.studies ?? {})) eye.dispose()
        held = undefined
        const eye = createRandomNetworks(cache.size, cache.channels)
        const random = await createStudy(eye, { real, cache }, context)
        held = { real, studies: { random }, units: new Map() }
      }
      const before = held.studies.labels?.eye
      const eye = openLabelEye({ cacheFolder, excluded }, cache, before)
      if (eye !== before) {
        before?.dispose()
        const { random } = held.studies
        const labels = eye && (await createStudy(eye, { real, cache }, context))
        held = { ...held, studies: { random, ...(labels && { labels }) }, units: new Map() }
      }
      return held
    }
  }
}
