import type { Random } from '../../../engine/random.ts'
import { mix, type Canvas } from '../canvas.ts'
import type { Colours } from './colours.ts'
import type { Face } from './face.ts'
import { blob, curve, ellipse, EVERYWHERE, stroke, type Point } from '../paths.ts'

/** The ground: its colour, darker towards the edge, with a soft light behind the head. */
export function paintBackground(
  canvas: Canvas,
  face: Face,
  colours: Colours,
  random: Random
): void {
  const [x, y] = face.around(0.6 * face.light, -0.5)
  const reach = 0.6 + 0.35 * random.uniform()
  canvas.fill(EVERYWHERE, {
    colour: mix(colours.background, [255, 255, 255], 0.18 * random.uniform()),
    to: colours.backgroundEdge,
    mix: (px, py) => (Math.hypot(px - x, py - y) / reach) ** 1.5
  })
}

type Collar = (canvas: Canvas, face: Face, colours: Colours) => void

// Necklines, from below the chin to the chest.
const COLLARS: readonly Collar[] = [
  // A round neck with a hem.
  (canvas, face, { skin, skinShade, trim }) => {
    canvas.fill(ellipse(face.around(0, 1.66), face.unit * 0.62, face.unit * 0.32), { colour: trim })
    canvas.fill(ellipse(face.around(0, 1.6), face.unit * 0.54, face.unit * 0.27), {
      colour: mix(skin, skinShade, 0.45)
    })
  },
  // A V.
  (canvas, face, { skin, skinShade }) => {
    const corners = [face.around(-0.5, 1.42), face.around(0.5, 1.42), face.around(0, 2.15)]
    canvas.fill([corners.flat()], { colour: mix(skin, skinShade, 0.35) })
  },
  // A shirt's two flaps.
  (canvas, face, { trim }) => {
    for (const side of [-1, 1]) {
      const flap = [
        face.around(0, 1.82),
        face.around(side * 0.5, 1.36),
        face.around(side * 0.72, 1.62),
        face.around(side * 0.4, 2.02)
      ]
      canvas.fill([flap.flat()], { colour: trim })
    }
  },
  // A rolled collar.
  (canvas, face, { clothes, trim }) => {
    canvas.fill(ellipse(face.around(0, 1.5), face.unit * 0.58, face.unit * 0.3), {
      colour: mix(clothes, trim, 0.12)
    })
  }
]

/** Neck and shoulders; the head comes on top. */
export function paintBody(canvas: Canvas, face: Face, colours: Colours, random: Random): void {
  const { skin, skinShade, clothes, trim } = colours
  const { neck, shoulders, around } = face
  const slope = 1.62 + 0.12 * random.uniform()
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
    colour: clothes,
    to: mix(clothes, [10, 10, 20], 0.3),
    mix: (x) => 0.5 - 1.4 * face.light * (x - 0.5)
  })
  // Stripes that sag with the cloth, on every fourth.
  const isStriped = random.uniform() < 0.25
  const from = 1.75 + 0.2 * random.uniform()
  if (isStriped) {
    canvas.clip(torso, () => {
      for (let v = from; v < 2.6; v += 0.36) {
        const line: Point[] = [around(-2.2, v + 0.15), around(0, v), around(2.2, v + 0.15)]
        canvas.fill(stroke(curve(line), 0.15 * face.unit), { colour: trim })
      }
    })
  }
  COLLARS[random.integer(COLLARS.length)]!(canvas, face, colours)

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
    colour: mix(skinShade, [40, 16, 20], 0.18),
    to: mix(skin, skinShade, 0.3),
    mix: (_, y) => (y - chinY) / (0.38 * face.unit)
  })
}
