import { mix, type Colour, type Path } from '../canvas.ts'
import { between, happens } from '../chance.ts'
import { blob, curve, ellipse, stroke, type Point } from '../paths.ts'
import type { Attributes } from './attributes.ts'
import { apart } from './contrast.ts'
import type { Face } from './face.ts'
import { headOutline } from './head.ts'
import type { Portrait } from './portrait.ts'

const DEEP: Colour = [44, 20, 12]

const CUTS: Record<Attributes['beard'], (portrait: Portrait) => void> = {
  none: () => undefined,
  stubble: paintStubble,
  moustache: (portrait) => paintMoustache(portrait),
  full: paintFull
}

/** The beard, under the mouth that is painted on it; nothing of it depends on how the face presents. */
export function paintBeard(portrait: Portrait): void {
  CUTS[portrait.attributes.beard](portrait)
}

function colourOf({ colours: { hair, skin } }: Portrait): Colour {
  return apart(mix(hair, DEEP, 0.2), skin, 34)
}

// From the sideburns along the jaw; `reach` is how far below the chin it hangs.
function jawOutline(face: Face, reach: number, upper: number): Path {
  const { around, at, chin, jaw, jawHeight, yaw } = face
  const lead = 0.5 * yaw
  const outer = (side: 1 | -1): Point[] => [
    around(side * 0.985, 0.1),
    around(side * 0.99, 0.34),
    around(side * (jaw + 0.06 + reach * 0.4) + lead * 0.42, jawHeight + 0.06),
    around(side * (0.5 + reach * 0.3) + lead * 0.9, chin + reach * 0.7)
  ]
  // Where the cheek turns away, its edge stays within the head's.
  const cheek = (side: 1 | -1, u: number, v: number): Point =>
    around(side * Math.min(0.92, Math.sin(Math.asin(u) + side * yaw)), v)
  const inner = (side: 1 | -1): Point[] => [
    at(side * 0.52, upper + 0.2),
    cheek(side, 0.74, 0.54),
    cheek(side, 0.9, 0.22)
  ]
  return blob([
    ...outer(1),
    around(lead, chin + reach),
    ...outer(-1).reverse(),
    ...inner(-1).reverse(),
    at(-0.3, upper),
    at(0, upper + 0.02),
    at(0.3, upper),
    ...inner(1)
  ])
}

function paintStubble(portrait: Portrait): void {
  const { canvas, face, random } = portrait
  const cut = random('beardCut')
  const colour = colourOf(portrait)
  const alpha = between(cut, [0.4, 0.5])
  const { unit, at, noseLength, chin } = face
  canvas.clip(headOutline(face), () => {
    const outline = jawOutline(face, 0.04, noseLength + 0.1)
    canvas.fill(outline, { colour, alpha })
    canvas.clip(outline, () => {
      for (let i = 0; i < 90; i++) {
        const place = at(1.7 * (cut.uniform() - 0.5), 0.45 + (chin - 0.45) * cut.uniform())
        canvas.fill(ellipse(place, 0.013 * unit, 0.017 * unit), { colour, alpha: 0.4 })
      }
    })
  })
}

function paintFull(portrait: Portrait): void {
  const { canvas, face, random } = portrait
  const { unit, around, light, chin, noseLength, yaw } = face
  const cut = random('beardCut')
  const reach = happens(cut, 0.4) ? between(cut, [0.24, 0.42]) : between(cut, [0.05, 0.14])
  const colour = colourOf(portrait)
  const outline = jawOutline(face, reach, noseLength + between(cut, [0.1, 0.16]))
  const [lightX, lightY] = around(0.5 * light, 0.5)
  canvas.fill(outline, {
    colour: mix(colour, [255, 246, 232], 0.12),
    to: mix(colour, DEEP, 0.4),
    mix: (x, y) => Math.hypot(x - lightX, y - lightY) / (1.3 * unit)
  })
  canvas.clip(outline, () => {
    const bottom = chin + reach
    for (const u of [-0.66, -0.44, -0.22, 0, 0.22, 0.44, 0.66]) {
      const hair = curve([
        around(u * 1.15 + 0.3 * yaw, 0.72),
        around(u * 1.1 + 0.45 * yaw, 0.95),
        around(u * 0.8 + 0.5 * yaw, bottom)
      ])
      canvas.fill(stroke(hair, 0.05 * unit, 0.2), { colour: mix(colour, DEEP, 0.45), alpha: 0.4 })
    }
  })
  paintMoustache(portrait, 0.85)
}

// Two wings under the nose: from a pencil line to one with curled ends.
function paintMoustache(portrait: Portrait, size = 1): void {
  const { canvas, face, random } = portrait
  const { at, unit, noseLength, mouthHeight, yaw } = face
  const cut = random('moustacheCut')
  const [thick, wide] = [between(cut, [0.1, 0.17]) * size, between(cut, [0.36, 0.5])]
  const curl = happens(cut, 0.35) ? between(cut, [0.08, 0.16]) : -between(cut, [0.02, 0.1])
  const shift = -0.02 * yaw
  const v = (noseLength + 0.1 + mouthHeight) / 2 - 0.02
  const colour = colourOf(portrait)
  for (const side of [-1, 1]) {
    const wing = blob([
      at(shift, v - thick * 0.45),
      at(side * wide * 0.4 + shift, v - thick * 0.75),
      at(side * wide * 0.8 + shift, v - thick * 0.1 - curl * 0.3),
      at(side * wide + shift, v + thick * 0.2 - curl),
      at(side * wide * 0.72 + shift, v + thick * 0.55),
      at(side * wide * 0.3 + shift, v + thick * 0.6),
      at(shift, v + thick * 0.25)
    ])
    canvas.fill(wing, { colour })
    const sheen = curve([
      at(side * 0.06 + shift, v - thick * 0.15),
      at(side * wide * 0.5 + shift, v - thick * 0.3),
      at(side * wide * 0.85 + shift, v - curl * 0.5)
    ])
    canvas.fill(stroke(sheen, 0.03 * unit, 0.2), { colour: [255, 250, 240], alpha: 0.16 })
  }
}
