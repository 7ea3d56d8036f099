import type { Attributes } from './attributes.ts'
import { mix, type Canvas } from '../canvas.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'
import { curve, ellipse, stroke, type Point } from '../paths.ts'

const INK = [34, 22, 26] as const

/** Eyes that look the way the head turns; lashes where the face presents as a woman. */
export function paintEyes(
  canvas: Canvas,
  face: Face,
  { iris, skin, skinShade }: Colours,
  { presenting }: Attributes
): void {
  const { at, unit, eyeSpread, eyeHeight, eyeSize, eyeOpen, squash, yaw, light } = face
  const isWoman = presenting === 'woman'
  for (const side of [-1, 1]) {
    const u = side * eyeSpread
    const narrow = Math.min(1, squash(u))
    const [x, y] = at(u, eyeHeight)
    const width = eyeSize * unit * narrow
    const height = eyeSize * unit * 0.86 * eyeOpen
    const white = ellipse([x, y], width, height)
    // Heads that turn look where they turn.
    const [lookX, lookY]: Point = [x + yaw * 0.3 * width, y + 0.04 * height]
    const radius = 0.72 * eyeSize * unit

    // The socket, then white, iris and pupil, then the light in it.
    canvas.fill(ellipse([x, y - 0.03 * unit], width * 1.3, height * 1.35), {
      colour: mix(skin, skinShade, 0.7),
      alpha: 0.45
    })
    canvas.fill(white, { colour: [252, 250, 246] })
    canvas.clip(white, () => {
      canvas.fill(ellipse([lookX, lookY], radius * Math.max(0.75, narrow), radius), {
        colour: mix(iris, INK, 0.35),
        to: iris,
        mix: (_, py) => 0.5 + (py - lookY) / radius
      })
      canvas.fill(ellipse([lookX, lookY], radius * 0.55, radius * 0.55), { colour: INK })
    })
    const glint: Point = [lookX + 0.3 * radius * light, lookY - 0.35 * radius]
    canvas.fill(ellipse(glint, radius * 0.27, radius * 0.27), { colour: [255, 255, 255] })

    // Upper lid, with a flick outwards for lashes.
    const lid: Point[] = [
      [x - side * width * 1.02, y + height * 0.12],
      [x - side * width * 0.5, y - height * 0.82],
      [x + side * width * 0.45, y - height * 0.88],
      [x + side * width * 1.08, y - height * 0.05]
    ]
    if (isWoman) lid.push([x + side * width * 1.55, y - height * 0.62])
    canvas.fill(stroke(curve(lid), (isWoman ? 0.1 : 0.055) * unit, isWoman ? 0.5 : 0.6), {
      colour: INK
    })
    if (isWoman) {
      for (const [along, up] of [
        [0.55, 1.5],
        [0.1, 1.55]
      ] as const) {
        const foot: Point = [x + side * width * along, y - height * 0.9]
        const tip: Point = [x + side * width * (along * 1.35 + 0.08), y - height * up]
        canvas.fill(stroke([foot, tip], 0.05 * unit), { colour: INK })
      }
    }
  }
}
