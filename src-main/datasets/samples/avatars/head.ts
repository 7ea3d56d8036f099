import { mix, type Colour, type Path } from '../canvas.ts'
import { happens } from '../chance.ts'
import { blob, curve, ellipse, stroke, type Point } from '../paths.ts'
import type { Face } from './face.ts'
import type { Portrait } from './portrait.ts'

const SHADOW: Colour = [70, 20, 24]

/** The outline of the head without hair. */
export function headOutline(face: Face): Path {
  const { around, brow, cheek, jaw, jawHeight, chin, chinWidth, yaw } = face
  // The chin leads the turn; the cheek on the far side falls back.
  const lead = 0.5 * yaw
  // From the forehead down, by half widths of the head.
  const side = (sign: 1 | -1): Point[] => {
    const far = sign === Math.sign(yaw) ? 1 - 0.08 * Math.abs(yaw) : 1
    return [
      around(sign * 0.58, -1.08),
      around(sign * brow * far, -0.56),
      around(sign * far, 0),
      around(sign * cheek * far * 0.98 + lead * 0.1, 0.36),
      around(sign * jaw * far + lead * 0.42, jawHeight),
      around(sign * chinWidth + lead * 0.9, chin - 0.05)
    ]
  }
  return blob([around(0, -1.22), ...side(1), around(lead, chin + 0.02), ...side(-1).reverse()])
}

/** Head and ears, shaded away from the light, with a blush and what marks the skin. */
export function paintHead(portrait: Portrait): void {
  const { canvas, face, colours } = portrait
  const { unit, light, around, at } = face
  const { skin, skinLight, skinShade } = colours
  paintEars(portrait)

  const outline = headOutline(face)
  const [lightX, lightY] = around(0.5 * light, -0.3)
  canvas.fill(outline, {
    colour: skinLight,
    to: mix(skin, skinShade, 0.75),
    mix: (x, y) => (Math.hypot(x - lightX, y - lightY) / (2 * unit)) ** 1.5
  })
  canvas.clip(outline, () => {
    for (const u of [-0.56, 0.56]) {
      const [x, y] = at(u, 0.42)
      const radius = 0.36 * unit
      canvas.fill(ellipse([x, y], radius * face.squash(u), radius), {
        colour: colours.blush,
        alpha: (px, py) => 2 * face.blush * Math.max(0, 1 - Math.hypot(px - x, py - y) / radius)
      })
    }
    paintMarks(portrait)
  })
}

// Freckles on one face of six, a mole on one of ten.
function paintMarks({ canvas, face: { at, unit }, colours, random }: Portrait): void {
  const marks = random('marks')
  const colour = mix(colours.skinShade, [110, 60, 40], 0.4)
  if (happens(marks, 1 / 6)) {
    for (let i = 0; i < 18; i++) {
      const u = (marks.uniform() < 0.5 ? -1 : 1) * (0.14 + 0.5 * marks.uniform())
      const radius = (0.014 + 0.014 * marks.uniform()) * unit
      const place = at(u, 0.3 + 0.24 * (marks.uniform() + marks.uniform() - 1))
      canvas.fill(ellipse(place, radius, radius), { colour, alpha: 0.6 })
    }
  }
  if (happens(marks, 0.1)) {
    const place = at(marks.uniform() < 0.5 ? -0.42 : 0.42, 0.5 + 0.3 * marks.uniform())
    canvas.fill(ellipse(place, 0.032 * unit, 0.032 * unit), {
      colour: mix(colour, SHADOW, 0.4)
    })
  }
}

/** Where the middle of an ear is; the far one goes behind the head. */
export function earAt({ around, yaw }: Face, side: 1 | -1): Point {
  const shown = 1.01 - Math.max(0, side * yaw) * 0.8 - Math.max(0, -side * yaw) * 0.2
  return around(side * shown, 0.16)
}

function paintEars({ canvas, face, colours: { skin, skinShade } }: Portrait): void {
  const { unit, earSize } = face
  for (const side of [-1, 1] as const) {
    const [x, y] = earAt(face, side)
    const size = earSize * unit
    canvas.fill(ellipse([x, y], 0.16 * size, 0.25 * size, side * 0.16), {
      colour: mix(skin, skinShade, 0.25)
    })
    canvas.fill(ellipse([x + side * 0.02 * unit, y + 0.01 * unit], 0.08 * size, 0.15 * size), {
      colour: mix(skin, skinShade, 0.9)
    })
  }
}

/** The nose: a shaded side, a round tip, wings and the shadow under it. */
export function paintNose({ canvas, face, colours: { skinLight, skinShade } }: Portrait): void {
  const { at, unit, noseLength, noseWidth, yaw, light } = face
  // It stands out from the face, so it moves further than what lies flat.
  const out = 0.2 * yaw
  const shade = mix(skinShade, SHADOW, 0.2)
  // The side away from the viewer lies in shadow.
  const side = Math.abs(yaw) < 0.1 ? -light : Math.sign(yaw)
  const bridge = curve([
    at(0.09 * side + out * 0.4, 0.04),
    at(0.08 * side + out * 0.9, noseLength - 0.14),
    at(noseWidth * 0.85 * side + out, noseLength - 0.02)
  ])
  canvas.fill(stroke(bridge, 0.07 * unit, 0.15), { colour: shade, alpha: 0.5 })
  const under = curve([
    at(-noseWidth + out, noseLength - 0.035),
    at(-noseWidth * 0.7 + out, noseLength + 0.035),
    at(out, noseLength + 0.075),
    at(noseWidth * 0.7 + out, noseLength + 0.035),
    at(noseWidth + out, noseLength - 0.035)
  ])
  canvas.fill(stroke(under, 0.07 * unit, 0.3), { colour: shade, alpha: 0.9 })
  canvas.fill(ellipse(at(0.02 * light + out, noseLength - 0.06), 0.065 * unit, 0.055 * unit), {
    colour: mix(skinLight, [255, 250, 240], 0.4),
    alpha: 0.6
  })
}
