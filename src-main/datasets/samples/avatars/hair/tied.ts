import { mix, type Colour } from '../../canvas.ts'
import { blob, curve, ellipse, stroke, type Point } from '../../paths.ts'
import type { Portrait } from '../portrait.ts'
import type { Hair } from './style.ts'

/** Knots on the crown, behind the head: one in the middle, or two. */
export function paintKnots({ canvas, face, colours }: Portrait, hair: Hair): void {
  if (hair.wear !== 'halfUp') return
  const { unit, around, light } = face
  const places = hair.fringe < 0.6 ? [0] : [-0.62, 0.62]
  for (const u of places) {
    const v = u === 0 ? -1.36 - hair.volume : -1.16 - hair.volume
    const radius = (u === 0 ? 0.34 : 0.3) * unit
    const [x, y] = around(u * (1 + hair.volume * 0.4), v)
    canvas.fill(ellipse([x, y], radius, radius * 0.9), {
      colour: colours.hairLight,
      to: colours.hairShade,
      mix: (px, py) =>
        Math.hypot(px - x - 0.3 * light * radius, py - y + 0.4 * radius) / (1.6 * radius)
    })
    const turn: Point[] = [
      [x - 0.6 * radius, y + 0.1 * radius],
      [x, y - 0.4 * radius],
      [x + 0.6 * radius, y + 0.15 * radius]
    ]
    canvas.fill(stroke(curve(turn), 0.05 * unit, 0.2), { colour: colours.hairShade, alpha: 0.5 })
  }
}

/** What hangs over the shoulders: a ponytail, braids or pigtails. */
export function paintTails(portrait: Portrait, hair: Hair): void {
  if (hair.wear === 'ponytail') paintPonytail(portrait, hair, hair.parting < 0 ? -1 : 1)
  if (hair.wear === 'pigtails')
    for (const side of [-1, 1] as const) paintPigtail(portrait, hair, side)
  if (hair.wear === 'braids') for (const side of [-1, 1] as const) paintBraid(portrait, hair, side)
}

function paintPonytail({ canvas, face, colours }: Portrait, hair: Hair, side: 1 | -1): void {
  const { unit, around } = face
  const bend = (v: number): number => hair.wave * 2 * Math.sin(5 * v + hair.phase)
  const tail = blob([
    around(side * 0.72, 0.66),
    around(side * 1.02, 0.74),
    around(side * (1.4 + bend(1.2)), 1.2),
    around(side * (1.42 + bend(1.7)), 1.75),
    around(side * (1.2 + bend(2.3)), 2.4),
    around(side * (0.86 + bend(1.7)), 1.75),
    around(side * (0.84 + bend(1.2)), 1.2)
  ])
  const [, y] = around(side, 0.9)
  canvas.fill(tail, {
    colour: mix(colours.hair, colours.hairLight, 0.5),
    to: colours.hairShade,
    mix: (_, py) => 0.2 + (py - y) / (1.6 * unit)
  })
  canvas.clip(tail, () => {
    for (const u of [0.95, 1.12, 1.28]) {
      const strand = [
        around(side * 0.9, 0.75),
        around(side * (u + bend(1.3)), 1.3),
        around(side * (u + bend(1.9)), 2.1)
      ]
      canvas.fill(stroke(curve(strand), 0.05 * unit, 0.2), {
        colour: colours.hairShade,
        alpha: 0.45
      })
    }
  })
  canvas.fill(stroke([around(side * 0.78, 0.84), around(side * 1.1, 0.8)], 0.12 * unit), {
    colour: colours.trim
  })
}

function paintPigtail({ canvas, face, colours }: Portrait, hair: Hair, side: 1 | -1): void {
  const { unit, around } = face
  const tail = blob([
    around(side * 1.02, 0.26),
    around(side * 1.32, 0.2),
    around(side * 1.58, 0.55),
    around(side * (1.52 + hair.curl), 1.02),
    around(side * 1.3, 1.24),
    around(side * 1.16, 0.9),
    around(side * 1.08, 0.5)
  ])
  const [x, y] = around(side * 1.3, 0.4)
  canvas.fill(tail, {
    colour: mix(colours.hair, colours.hairLight, 0.7),
    to: colours.hairShade,
    mix: (px, py) => Math.hypot(px - x, py - y) / (0.9 * unit)
  })
  canvas.fill(ellipse(around(side * 1.08, 0.26), 0.1 * unit, 0.13 * unit), { colour: colours.trim })
}

// Plaits get smaller downwards; each lies on the one before.
function paintBraid({ canvas, face, colours }: Portrait, hair: Hair, side: 1 | -1): void {
  const { unit, around } = face
  const light: Colour = mix(colours.hair, colours.hairLight, 0.8)
  let v = 0.6
  let end: Point = around(side, v)
  for (let i = 0; v < 1.9; i++) {
    const size = 0.24 - 0.014 * i
    const u = side * (0.98 + 0.16 * Math.min(1, v - 0.6) + (i % 2 ? 0.04 : -0.04))
    const [x, y] = around(u, v)
    canvas.fill(ellipse([x, y], size * unit, size * 0.8 * unit, (i % 2 ? 0.5 : -0.5) * side), {
      colour: light,
      to: mix(colours.hairShade, colours.hair, 0.2),
      mix: (px, py) => 0.1 + Math.hypot(px - x, py - y + 0.1 * unit) / (1.1 * size * unit)
    })
    v += size * (1.02 + hair.fringe * 0.1)
    end = around(u, v)
  }
  canvas.fill(ellipse(end, 0.13 * unit, 0.09 * unit), { colour: colours.trim })
}

/** A band over the crown, in front of it. */
export function paintBand({ canvas, face, colours }: Portrait, hair: Hair): void {
  if (!hair.hasBand) return
  const { unit, around } = face
  const off = 1 + hair.volume * 0.4
  const band = [-1.15, -0.75, -0.4, 0, 0.4, 0.75, 1.15].map((turn) =>
    around(Math.sin(turn) * off, -Math.cos(turn) * off * 0.98)
  )
  canvas.fill(stroke(curve(band), 0.13 * unit, 0.7), {
    colour: colours.trim,
    to: mix(colours.trim, [255, 255, 255], 0.25),
    mix: (_, y) => (face.around(0, -0.8)[1] - y) / (0.4 * unit)
  })
}
