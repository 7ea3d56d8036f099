import type { z } from 'zod'
import { ExportWhatSchema } from '../../src-main/contract/exports.ts'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import type { ExportTask } from '../../src-main/contract/workers.ts'
import type { ExportContext } from '../../src-main/exports/draw.ts'

/** Pictures of the tests are `SIZE` x `SIZE`. */
export const SIZE = 16

/** An export of a run of that size, as the studio asks for it. */
export function exportTask(what: z.input<typeof ExportWhatSchema>, out: string): ExportTask {
  const config = resolveConfig('dcgan', { size: SIZE, latent: 3 })
  return {
    job: 'j',
    model: { config, file: '/nowhere/64.safetensors' },
    what: ExportWhatSchema.parse(what),
    origin: {
      run: 'r1',
      runName: 'Gesichter · Öl 😀',
      checkpoint: 64,
      checkpointSha256: 'ab'.repeat(32),
      configDigest: '0123456789ab'
    },
    data: { cacheFolder: '/nowhere', excluded: [] },
    out
  }
}

/** Draws each z = [red, green, blue] as a picture of that colour, levels in 255ths; notes what happens. */
export function colourContext(controller = new AbortController()): ExportContext & {
  /** How many were drawn. */
  drawn(): number
  reports: [done: number, total: number][]
} {
  let drawn = 0
  const reports: [number, number][] = []
  return {
    drawn: () => drawn,
    reports,
    signal: controller.signal,
    report: (done, total) => void reports.push([done, total]),
    draw: async (z) => {
      drawn++
      return Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, at) => Math.round(z[at % 3]! * 255))
    }
  }
}
