import { curve, stroke } from '../paths.ts'
import type { Portrait } from './portrait.ts'

/** Brows: thin and arched, or thick and straight. */
export function paintBrows({ canvas, face, colours: { brow } }: Portrait): void {
  const { at, unit, eyeSpread, eyeHeight, browHeight, browTilt, browArch, browWidth } = face
  const v = eyeHeight - browHeight
  for (const side of [-1, 1]) {
    // Thick at the nose, pointed at the temple.
    const line = curve([
      at(side * (eyeSpread - 0.22), v - browArch * 0.1 + browTilt),
      at(side * (eyeSpread - 0.04), v - browArch * 0.75 + browTilt * 0.4),
      at(side * (eyeSpread + 0.12), v - browArch),
      at(side * (eyeSpread + 0.29), v + 0.05 - browTilt * 0.3)
    ])
    canvas.fill(stroke(line, browWidth * unit, 0.4), { colour: brow })
  }
}
