import type { TrainTask } from '../contract/workers.ts'
import { fixedPlaces } from '../gan/fixed-places.ts'
import { dataHash } from './data-hash.ts'
import { writeLineage } from './lineage.ts'

/** Gives grids of training a word of where they come from; the same bytes as the export of a `snapshot`. */
export function signSnapshots({ run, config, origin, cacheFolder, excluded = [] }: TrainTask) {
  const z = Array.from(fixedPlaces(config)[0]!)
  // The data set is what it was when the run began.
  const datasetHash = dataHash({ cacheFolder, excluded })
  return (png: Uint8Array, images: number): Uint8Array =>
    origin
      ? writeLineage(png, {
          ...{ run, ...origin, checkpoint: images, checkpointSha256: '', datasetHash, z, scale: 1 },
          lineage: [{ how: 'sliders', words: 'the first of several', z, parents: [] }],
          what: { kind: 'snapshot' }
        })
      : png
}
