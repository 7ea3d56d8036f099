import { mix } from '../canvas.ts'
import { happens } from '../chance.ts'
import { ellipse, ring } from '../paths.ts'
import { earAt } from './head.ts'
import type { Portrait } from './portrait.ts'

/** Studs, hoops or drops on one face of three, where hair leaves the ears free. */
export function paintEarrings({ canvas, face, colours, random }: Portrait): void {
  const earrings = random('earrings')
  if (!happens(earrings, 1 / 3)) return
  const kind = earrings.integer(3)
  const { unit, earSize, yaw } = face
  for (const side of [-1, 1] as const) {
    // The far ear is behind the head.
    if (side * yaw > 0.2) continue
    const [x, y] = earAt(face, side)
    const lobe = y + 0.24 * earSize * unit
    if (kind === 0) {
      canvas.fill(ellipse([x, lobe], 0.055 * unit, 0.055 * unit), { colour: colours.metal })
    } else if (kind === 1) {
      const hoop = [0.15, 0.1].map((radius) =>
        ellipse([x, lobe + 0.12 * unit], radius * 0.85 * unit, radius * unit)
      )
      canvas.fill(ring(hoop[0]!, hoop[1]!), { colour: colours.metal })
    } else {
      canvas.fill(ellipse([x, lobe + 0.04 * unit], 0.04 * unit, 0.07 * unit), {
        colour: colours.metal
      })
      canvas.fill(ellipse([x, lobe + 0.16 * unit], 0.07 * unit, 0.09 * unit), {
        colour: mix(colours.trim, [255, 255, 255], 0.2)
      })
    }
  }
}
