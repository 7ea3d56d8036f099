import { mix, type Path } from '../canvas.ts'
import { blob, ellipse, type Point } from '../paths.ts'
import { headOutline } from './head.ts'
import { behindOutline, crown, frontOutline, hairline, lock } from './hair/outlines.ts'
import { drawHair, type Hair } from './hair/style.ts'
import { paintCurls, paintMass, paintStrands, type Shades } from './hair/texture.ts'
import { paintBand, paintKnots, paintTails } from './hair/tied.ts'
import type { Portrait } from './portrait.ts'

/** Hair in the layers in which it lies around body and head. */
export interface HairPainter {
  /** Behind neck and shoulders. */
  behind(): void
  /** Over the shoulders, behind the head. */
  onShoulders(): void
  /** Over forehead and ears. */
  front(): void
}

/** Draws how the hair falls; the layers are painted when their turn comes. */
export function styleHair(portrait: Portrait): HairPainter {
  const { attributes, random } = portrait
  const nothing = (): void => undefined
  if (attributes.hair === 'bald')
    return { behind: nothing, onShoulders: nothing, front: () => paintBare(portrait) }
  const hair = drawHair(attributes.hair, random('hairstyle'))
  return {
    behind: () => {
      paintKnots(portrait, hair)
      paintBehind(portrait, hair)
    },
    onShoulders: () => paintTails(portrait, hair),
    front: () => {
      paintFront(portrait, hair)
      paintBand(portrait, hair)
    }
  }
}

// A shine, and a shadow of what would grow.
function paintBare({ canvas, face, colours: { hair, skinLight } }: Portrait): void {
  const { around, unit, light } = face
  canvas.clip(headOutline(face), () => {
    const [, top] = around(0, -0.62)
    canvas.fill(ellipse(around(0, -0.95), unit * 1.1, unit * 0.75), {
      colour: hair,
      alpha: (_, y) => 0.13 * Math.min(1, Math.max(0, (top - y) / (0.25 * unit) + 0.6))
    })
    const [x, y] = around(0.38 * light, -0.84)
    canvas.fill(ellipse([x, y], unit * 0.34, unit * 0.2, 0.5 * light), {
      colour: mix(skinLight, [255, 255, 255], 0.6),
      alpha: (px, py) => 0.6 * Math.max(0, 1 - Math.hypot(px - x, py - y) / (0.36 * unit))
    })
  })
}

function paintBehind({ canvas, face, colours, random }: Portrait, hair: Hair): void {
  const { around, unit } = face
  const [, top] = around(0, 0)
  const shades: Shades = {
    light: mix(colours.hair, colours.hairShade, 0.45),
    shade: colours.hairShade,
    depth: (_, y) => (y - top) / (2 * unit)
  }
  const edge = behindOutline(face, hair)
  paintMass(canvas, blob(edge), shades)
  if (hair.curl === 0) return
  const within = [0.84, 0.68].map((shrink) => behindOutline(face, hair, shrink))
  paintCurls(canvas, [edge, ...within], hair.curl * unit, shades, random('curlsBehind'))
}

function paintFront(portrait: Portrait, hair: Hair): void {
  const { canvas, face, colours } = portrait
  const { around, unit, light } = face
  const points = frontOutline(face, hair)
  const outline = blob(points)
  // What hangs over the forehead keeps light from it.
  canvas.clip(headOutline(face), () => {
    const lower = blob(points.map(([x, y]): Point => [x - 0.03 * light * unit, y + 0.07 * unit]))
    canvas.fill(lower, { colour: colours.skinShade, alpha: 0.5 })
  })
  const [lightX, lightY] = around(0.5 * light, -1.02)
  const shades: Shades = {
    light: mix(colours.hair, colours.hairLight, 0.55),
    shade: mix(colours.hair, colours.hairShade, 0.55),
    depth: (x, y) => (Math.hypot(x - lightX, y - lightY) / (1.6 * unit)) ** 0.9
  }
  paintMass(canvas, outline, shades)
  if (hair.curl === 0) canvas.clip(outline, () => paintStrands(portrait, hair))
  else paintCurlyFront(portrait, hair, outline, shades)
}

// Curls in rows from the crown inwards, down the locks, and along the hairline, there smaller.
function paintCurlyFront(
  { canvas, face, random }: Portrait,
  hair: Hair,
  outline: Path,
  shades: Shades
): void {
  const curls = random('curls')
  const radius = hair.curl * face.unit
  const rows = [1, 0.86, 0.74].map((shrink) => crown(face, hair, -1.5, 1.5, shrink))
  const locks = ([1, -1] as const).map((side) => lock(face, hair, side))
  paintCurls(canvas, [rows[0]!], radius, shades, curls)
  canvas.clip(outline, () => paintCurls(canvas, rows.slice(1), radius, shades, curls))
  if (!hair.isTucked) {
    const lines = locks.flatMap(({ outer, inner }) => [outer, inner, between(outer, inner)])
    paintCurls(canvas, lines, radius * 0.9, shades, curls)
  }
  const line = [hairline(face, hair)]
  const small = hair.front === 'back' ? 0.55 : 0.75
  paintCurls(canvas, line, radius * small, shades, curls)
}

// Half-way from what goes down outside to what comes up inside.
function between(outer: readonly Point[], inner: readonly Point[]): Point[] {
  const [from, to] = [outer, [...inner].reverse()]
  return to.map(([x, y], i) => [(from[i]![0] + x) / 2, (from[i]![1] + y) / 2])
}
