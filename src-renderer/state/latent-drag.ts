import { z } from 'zod'
import { LineageSchema } from '../../src-main/contract/latent.ts'
import type { Place } from './lineage.ts'

/** What a dragged generated picture is: JSON of its run and place. */
export const LATENT_DRAG = 'application/x-gan-atelier-latent'

const DraggedSchema = z.object({
  run: z.string(),
  z: z.array(z.number()),
  lineage: LineageSchema
})

/** Puts a place of a run into a drag. */
export function writeDrag(transfer: DataTransfer, run: string, { z, lineage }: Place): void {
  transfer.setData(LATENT_DRAG, JSON.stringify({ run, z, lineage }))
  transfer.effectAllowed = 'copyMove'
}

/** Whether a drag brings a generated picture; its content can be read at the drop only. */
export function bringsPlace(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(LATENT_DRAG) ?? false
}

/** The place that was dropped; undefined where it is none, or of another run, whose space is another. */
export function readDrag(transfer: DataTransfer | null, run: string): Place | undefined {
  try {
    const dragged = DraggedSchema.parse(JSON.parse(transfer?.getData(LATENT_DRAG) ?? ''))
    return dragged.run === run ? { z: dragged.z, lineage: dragged.lineage } : undefined
  } catch {
    return undefined
  }
}
