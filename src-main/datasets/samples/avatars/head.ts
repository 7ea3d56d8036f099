import type { Attributes } from './attributes.ts'
import { mix, type Canvas, type Path } from '../canvas.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'
import { blob, curve, ellipse, stroke, type Point } from '../paths.ts'

/** The outline of the head without hair. */
export function headOutline({ around, cheek, jaw, chin, chinWidth, yaw }: Face): Path {
  // The chin leads the turn; the cheek on the far side falls back.
  const lead = 0.42 * yaw
  // From the forehead down, by half widths of the head.
  const side = (sign: 1 | -1): Point[] => {
    const far = sign === Math.sign(yaw) ? 1 - 0.1 * Math.abs(yaw) : 1
    return [
      around(sign * 0.6, -1.06),
      around(sign * 0.95, -0.56),
      around(sign * far, 0),
      around(sign * cheek * far * 0.99, 0.36),
      around(sign * jaw * far + lead * 0.5, 0.82),
      around(sign * chinWidth + lead, chin - 0.03)
    ]
  }
  return blob([around(0, -1.22), ...side(1), around(lead, chin + 0.02), ...side(-1).reverse()])
}

/** Head and ears, shaded away from the light, with a blush. */
export function paintHead(canvas: Canvas, face: Face, colours: Colours): void {
  const { unit, light, around, at } = face
  const { skin, skinShade } = colours
  paintEars(canvas, face, colours)

  const outline = headOutline(face)
  const [lightX, lightY] = around(0.55 * light, -0.35)
  canvas.fill(outline, {
    colour: mix(skin, [255, 246, 230], 0.12),
    to: mix(skin, skinShade, 0.85),
    mix: (x, y) => (Math.hypot(x - lightX, y - lightY) / (2.1 * unit)) ** 1.6
  })
  canvas.clip(outline, () => {
    for (const u of [-0.58, 0.58]) {
      const [x, y] = at(u, 0.42)
      const radius = 0.34 * unit
      canvas.fill(ellipse([x, y], radius * face.squash(u), radius), {
        colour: [232, 92, 88],
        alpha: (px, py) => face.blush * Math.max(0, 1 - Math.hypot(px - x, py - y) / radius)
      })
    }
  })
}

// The far ear is hidden by the head.
function paintEars(
  canvas: Canvas,
  { around, yaw, unit }: Face,
  { skin, skinShade }: Colours
): void {
  for (const side of [-1, 1]) {
    const shown = 1.0 - Math.max(0, side * yaw) * 0.9 - Math.max(0, -side * yaw) * 0.22
    const centre = around(side * shown, 0.14)
    canvas.fill(ellipse(centre, 0.17 * unit, 0.25 * unit, side * 0.15), {
      colour: mix(skin, skinShade, 0.3)
    })
    canvas.fill(ellipse(around(side * (shown + 0.02), 0.15), 0.08 * unit, 0.15 * unit), {
      colour: mix(skin, skinShade, 0.95)
    })
  }
}

/** The nose: a shaded side, a round tip, a shadow under it. */
export function paintNose(canvas: Canvas, face: Face, { skin, skinShade }: Colours): void {
  const { at, unit, noseLength, noseWidth, yaw, light } = face
  // It stands out from the face, so it moves further than what lies flat.
  const out = 0.22 * yaw
  const shade = mix(skinShade, [90, 24, 20], 0.14)
  // The side away from the viewer lies in shadow.
  const side = yaw === 0 ? -light : Math.sign(yaw)
  const bridge = curve([
    at(0.1 * side + out * 0.4, 0.06),
    at(0.09 * side + out, noseLength - 0.12),
    at(noseWidth * side + out, noseLength)
  ])
  canvas.fill(stroke(bridge, 0.07 * unit, 0.2), { colour: shade, alpha: 0.55 })
  const under = curve([
    at(-noseWidth + out, noseLength),
    at(out, noseLength + 0.085),
    at(noseWidth + out, noseLength)
  ])
  canvas.fill(stroke(under, 0.075 * unit, 0.4), { colour: shade, alpha: 0.9 })
  canvas.fill(ellipse(at(0.03 * light + out, noseLength - 0.08), 0.07 * unit, 0.06 * unit), {
    colour: mix(skin, [255, 250, 240], 0.45),
    alpha: 0.6
  })
}

/** Brows: thin and arched, or thick and straight. */
export function paintBrows(
  canvas: Canvas,
  face: Face,
  { brow }: Colours,
  { presenting }: Attributes
): void {
  const { at, unit, eyeSpread, eyeHeight, browHeight, browTilt } = face
  const isWoman = presenting === 'woman'
  const v = eyeHeight - browHeight
  const arch = isWoman ? 0.1 : 0.02
  for (const side of [-1, 1]) {
    const line = curve([
      at(side * (eyeSpread - 0.23), v + 0.05 + browTilt),
      at(side * (eyeSpread + 0.04), v - arch),
      at(side * (eyeSpread + 0.28), v + 0.06)
    ])
    canvas.fill(stroke(line, (isWoman ? 0.07 : 0.145) * unit, isWoman ? 0.35 : 0.6), {
      colour: brow
    })
  }
}
