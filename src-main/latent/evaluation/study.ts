import type { Breathe } from '../../datasets/breathe.ts'
import type { Cache } from '../../datasets/cache.ts'
import { createMemory, type Eye, type Memory } from '../../training/metrics/eye.ts'
import { slice, standardise, standardOf, type Standard } from '../../training/metrics/features.ts'
import type { Seen } from '../../training/metrics/measure.ts'
import { rememberReal, type RealPictures } from '../../training/metrics/real-pictures.ts'

/** The real pictures of a data set as an eye knows them. */
export interface Study {
  eye: Eye
  /** Its view is standardised. */
  real: Memory
  standards: Standard[]
}

/** Looks at the real pictures, or reads what was seen of them. */
export async function createStudy(
  eye: Eye,
  { real: pictures, cache }: { real: RealPictures; cache: Cache },
  context: { report: (done: number) => void; breathe: Breathe }
): Promise<Study> {
  const real = await rememberReal(pictures, cache, eye, context)
  const standards: Standard[] = []
  for (const rows of real.view) {
    const standard = standardOf(rows)
    standardise(rows, standard)
    standards.push(standard)
    await context.breathe()
  }
  return { eye, real, standards }
}

/** Room for what the eye sees of samples; `seen` once all are in it. */
export function openSamples({ eye, real, standards }: Study, count: number) {
  const { memory, add } = createMemory(eye, count)
  let row = 0
  return {
    add(pictures: readonly Uint8Array[]): void {
      add(pictures)
      slice(memory.view, row, pictures.length).forEach((rows, network) =>
        standardise(rows, standards[network]!)
      )
      row += pictures.length
    },
    tallies: memory.tallies,
    seen: { samples: memory.view, known: real.view } satisfies Seen
  }
}
