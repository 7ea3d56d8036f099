import { mix, type Colour } from '../canvas.ts'
import { between } from '../chance.ts'
import { blob, curve, ellipse, stroke, type Point } from '../paths.ts'
import type { Portrait } from './portrait.ts'

const INK: Colour = [34, 22, 26]
const WHITE: Colour = [253, 251, 247]

/** Eyes that look the way the head turns; lashes where the face presents as a woman. */
export function paintEyes(portrait: Portrait): void {
  const { face, random, attributes } = portrait
  const eyes = random('eyes')
  const look = between(eyes, [-0.14, 0.14])
  // A broad smile narrows the eyes from below.
  const open = face.eyeOpen * (attributes.mouth === 'smile' ? 0.92 : 1)
  for (const side of [-1, 1] as const) paintEye(portrait, side, look, open)
}

function paintEye(
  { canvas, face, colours, attributes }: Portrait,
  side: 1 | -1,
  look: number,
  open: number
): void {
  const { at, unit, eyeSpread, eyeHeight, eyeSize, eyeSlant, squash, yaw, light } = face
  const { iris, skin, skinShade } = colours
  const isWoman = attributes.presenting === 'woman'
  const u = side * eyeSpread
  const narrow = Math.min(1, squash(u))
  const [x, y] = at(u, eyeHeight)
  const width = eyeSize * unit * narrow
  const height = eyeSize * unit * 0.9 * open
  const slant = eyeSlant * unit
  // From the inner corner, s = -1, to the outer one, s = 1.
  const on = (s: number, up: number): Point => [x + side * width * s, y - height * up - slant * s]

  // The socket and the lid's shade, then white, iris and pupil, then the light in it.
  canvas.fill(ellipse([x, y - 0.05 * unit], width * 1.3, height * 1.4), {
    colour: isWoman ? mix(skinShade, colours.lips, 0.25) : mix(skin, skinShade, 0.75),
    alpha: 0.42
  })
  const white = blob([
    on(-1.02, -0.1),
    on(-0.55, 0.74),
    on(0.1, 0.98),
    on(0.7, 0.66),
    on(1.06, 0),
    on(0.6, -0.7),
    on(-0.05, -0.9),
    on(-0.6, -0.68)
  ])
  canvas.fill(white, { colour: WHITE })
  // Heads that turn look where they turn.
  const [lookX, lookY]: Point = [x + (yaw * 0.5 + look) * width, y - 0.04 * height]
  const radius = 0.74 * eyeSize * unit
  canvas.clip(white, () => {
    canvas.fill(ellipse([lookX, lookY], radius * Math.max(0.8, narrow), radius), {
      colour: mix(iris, INK, 0.45),
      to: mix(iris, WHITE, 0.12),
      mix: (_, py) => 0.45 + (0.75 * (py - lookY)) / radius
    })
    canvas.fill(ellipse([lookX, lookY], radius * 0.52, radius * 0.54), { colour: INK })
    // The upper lid's shadow on the eye.
    canvas.fill(stroke(curve([on(-1.1, 0.2), on(0, 1), on(1.1, 0.2)]), height * 0.5), {
      colour: [120, 90, 96],
      alpha: 0.32
    })
  })
  const glint: Point = [lookX + 0.3 * radius * light, lookY - 0.36 * radius]
  canvas.fill(ellipse(glint, radius * 0.26, radius * 0.26), { colour: [255, 255, 255] })

  // Upper lid, with a flick outwards for lashes.
  const lid = [on(-1.06, -0.06), on(-0.55, 0.8), on(0.1, 1.02), on(0.7, 0.72), on(1.1, 0.04)]
  if (isWoman) lid.push(on(1.5, 0.5))
  canvas.fill(stroke(curve(lid), (isWoman ? 0.095 : 0.055) * unit, isWoman ? 0.35 : 0.55), {
    colour: INK
  })
  if (isWoman) {
    const lashes = [
      [on(0.35, 0.9), on(0.62, 1.5)],
      [on(0.75, 0.6), on(1.18, 1.12)]
    ] as const
    for (const lash of lashes) canvas.fill(stroke(lash, 0.045 * unit), { colour: INK })
  }
}
