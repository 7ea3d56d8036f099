import { mix, type Colour } from '../canvas.ts'
import { between, happens, oneOf } from '../chance.ts'
import { blob, curve, ellipse, EVERYWHERE, stroke, type Point } from '../paths.ts'
import type { Portrait } from './portrait.ts'

const WHITE: Colour = [255, 255, 255]
const SHADOW: Colour = [40, 16, 20]

/** The ground: its colour, darker towards the edge, with a soft light behind the head. */
export function paintBackground({ canvas, face, colours, random }: Portrait): void {
  const ground = random('ground')
  const [x, y] = face.around(0.6 * face.light, -0.5)
  const reach = between(ground, [0.6, 0.95])
  canvas.fill(EVERYWHERE, {
    colour: mix(colours.background, WHITE, between(ground, [0, 0.18])),
    to: colours.backgroundEdge,
    mix: (px, py) => (((px - x) ** 2 + (py - y) ** 2) / reach ** 2) ** 0.75
  })
}

type Collar = (portrait: Portrait) => void

// Necklines, from below the chin to the chest.
const COLLARS: readonly Collar[] = [
  // A round neck with a hem.
  ({ canvas, face, colours: { skin, skinShade, trim } }) => {
    canvas.fill(ellipse(face.around(0, 1.66), face.unit * 0.64, face.unit * 0.32), { colour: trim })
    canvas.fill(ellipse(face.around(0, 1.6), face.unit * 0.56, face.unit * 0.27), {
      colour: mix(skin, skinShade, 0.45)
    })
  },
  // A V.
  ({ canvas, face, colours: { skin, skinShade } }) => {
    const corners = [face.around(-0.56, 1.42), face.around(0.56, 1.42), face.around(0, 2.15)]
    canvas.fill([corners.flat()], { colour: mix(skin, skinShade, 0.35) })
  },
  // A shirt's two flaps.
  ({ canvas, face, colours: { trim } }) => {
    for (const side of [-1, 1]) {
      const flap = [
        face.around(0, 1.82),
        face.around(side * 0.56, 1.36),
        face.around(side * 0.78, 1.62),
        face.around(side * 0.42, 2.02)
      ]
      canvas.fill([flap.flat()], { colour: trim })
    }
  },
  // A rolled collar.
  ({ canvas, face, colours: { clothes, trim } }) => {
    canvas.fill(ellipse(face.around(0, 1.5), face.unit * 0.64, face.unit * 0.32), {
      colour: mix(clothes, trim, 0.14)
    })
  },
  // A jacket's lapels over a shirt.
  ({ canvas, face, colours: { skin, skinShade, clothes, trim } }) => {
    const shirt = [face.around(-0.62, 1.42), face.around(0.62, 1.42), face.around(0, 2.4)]
    canvas.fill([shirt.flat()], { colour: trim })
    const neck = [face.around(-0.4, 1.42), face.around(0.4, 1.42), face.around(0, 1.86)]
    canvas.fill([neck.flat()], { colour: mix(skin, skinShade, 0.4) })
    for (const side of [-1, 1]) {
      const lapel = [
        face.around(side * 0.5, 1.36),
        face.around(side * 0.86, 1.7),
        face.around(side * 0.62, 1.82),
        face.around(0, 2.5)
      ]
      canvas.fill([lapel.flat()], { colour: mix(clothes, SHADOW, 0.32) })
    }
  },
  // A hood that lies on the shoulders, with its strings.
  ({ canvas, face, colours: { clothes, trim } }) => {
    const { around, unit } = face
    canvas.fill(ellipse(around(0, 1.62), unit * 0.95, unit * 0.36), {
      colour: mix(clothes, SHADOW, 0.22)
    })
    canvas.fill(ellipse(around(0, 1.58), unit * 0.66, unit * 0.24), {
      colour: mix(clothes, SHADOW, 0.5)
    })
    for (const side of [-1, 1]) {
      const string = [around(side * 0.34, 1.8), around(side * 0.32, 2.2)]
      canvas.fill(stroke(string, 0.07 * unit), { colour: mix(trim, WHITE, 0.4) })
    }
  }
]

/** Neck and shoulders; the head comes on top. */
export function paintBody(portrait: Portrait): void {
  const { canvas, face, colours, random } = portrait
  const { skin, skinShade, clothes, trim } = colours
  const { neck, shoulders, around } = face
  const wear = random('clothes')
  const slope = between(wear, [1.62, 1.74])
  const torso = blob([
    around(-shoulders * 1.1, 3.2),
    around(-shoulders, 2.15),
    around(-shoulders * 0.68, slope),
    around(-neck, 1.42),
    around(neck, 1.42),
    around(shoulders * 0.68, slope),
    around(shoulders, 2.15),
    around(shoulders * 1.1, 3.2)
  ])
  canvas.fill(torso, {
    colour: mix(clothes, WHITE, 0.06),
    to: mix(clothes, [10, 10, 20], 0.3),
    mix: (x) => 0.5 - 1.4 * face.light * (x - 0.5)
  })
  // Stripes that sag with the cloth, on every fourth.
  if (happens(wear, 0.25)) {
    const from = between(wear, [1.75, 1.95])
    canvas.clip(torso, () => {
      for (let v = from; v < 2.6; v += 0.36) {
        const line: Point[] = [around(-2.2, v + 0.15), around(0, v), around(2.2, v + 0.15)]
        canvas.fill(stroke(curve(line), 0.15 * face.unit), { colour: trim })
      }
    })
  }
  oneOf(wear, COLLARS)(portrait)

  // The head's shadow falls on the neck.
  const throat = blob([
    around(-neck, 0.7),
    around(neck, 0.7),
    around(neck * 0.96, 1.45),
    around(neck * 0.5, 1.68),
    around(-neck * 0.5, 1.68),
    around(-neck * 0.96, 1.45)
  ])
  const [, chinY] = around(0, face.chin)
  canvas.fill(throat, {
    colour: mix(skinShade, SHADOW, 0.2),
    to: mix(skin, skinShade, 0.3),
    mix: (_, y) => (y - chinY) / (0.38 * face.unit)
  })
}
