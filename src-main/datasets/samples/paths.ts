import type { Path } from './canvas.ts'

/** A place, x and y. */
export type Point = readonly [number, number]

// Points on a full turn, and between two points of a curve; enough for 128 pixels.
const ROUND_STEPS = 28
const CURVE_STEPS = 6

/** The whole picture. */
export const EVERYWHERE: Path = [[0, 0, 1, 0, 1, 1, 0, 1]]

/** An ellipse; `turn` in radians. */
export function ellipse([x, y]: Point, radiusX: number, radiusY: number, turn = 0): Path {
  const outline: number[] = []
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
  for (let i = 0; i < ROUND_STEPS; i++) {
    const angle = (2 * Math.PI * i) / ROUND_STEPS
    const [u, v] = [radiusX * Math.cos(angle), radiusY * Math.sin(angle)]
    outline.push(x + u * cosine - v * sine, y + u * sine + v * cosine)
  }
  return [outline]
}

/** An ellipse whose sides are flattened towards a rectangle: exponent 2 is round, 5 nearly square. */
export function superellipse(
  [x, y]: Point,
  radiusX: number,
  radiusY: number,
  exponent: number,
  turn = 0
): Path {
  const outline: number[] = []
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
  const bend = (value: number): number => Math.sign(value) * Math.abs(value) ** (2 / exponent)
  for (let i = 0; i < ROUND_STEPS; i++) {
    const angle = (2 * Math.PI * i) / ROUND_STEPS
    const u = radiusX * bend(Math.cos(angle))
    const v = radiusY * bend(Math.sin(angle))
    outline.push(x + u * cosine - v * sine, y + u * sine + v * cosine)
  }
  return [outline]
}

/** A smooth closed outline through points (Catmull and Rom 1974). */
export function blob(points: readonly Point[]): Path {
  return [through((i) => points[(i + points.length) % points.length]!, points.length)]
}

/** A smooth open line through points, as points. */
export function curve(points: readonly Point[]): Point[] {
  const last = points.length - 1
  const flat = through((i) => points[Math.min(last, Math.max(0, i))]!, last)
  const line: Point[] = []
  for (let i = 0; i < flat.length; i += 2) line.push([flat[i]!, flat[i + 1]!])
  line.push(points[last]!)
  return line
}

function through(at: (i: number) => Point, segments: number): number[] {
  const flat: number[] = []
  for (let segment = 0; segment < segments; segment++) {
    const [p0, p1, p2, p3] = [at(segment - 1), at(segment), at(segment + 1), at(segment + 2)]
    for (let step = 0; step < CURVE_STEPS; step++) {
      const t = step / CURVE_STEPS
      flat.push(
        catmullRom(p0[0], p1[0], p2[0], p3[0], t),
        catmullRom(p0[1], p1[1], p2[1], p3[1], t)
      )
    }
  }
  return flat
}

function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

/** A line drawn with a round pen, whose width goes from `width` in the middle to `ends` of it. */
export function stroke(line: readonly Point[], width: number, ends = 1): Path {
  const left: number[] = []
  const right: Point[] = []
  line.forEach(([x, y], i) => {
    const [beforeX, beforeY] = line[Math.max(0, i - 1)]!
    const [afterX, afterY] = line[Math.min(line.length - 1, i + 1)]!
    const length = Math.hypot(afterX - beforeX, afterY - beforeY) || 1
    const along = line.length > 1 ? i / (line.length - 1) : 0.5
    const half = (width / 2) * (ends + (1 - ends) * Math.sin(Math.PI * along))
    const normalX = (-(afterY - beforeY) / length) * half
    const normalY = ((afterX - beforeX) / length) * half
    left.push(x + normalX, y + normalY)
    right.push([x - normalX, y - normalY])
  })
  return [[...left, ...right.reverse().flat()]]
}

/** What is inside `outer` but not inside `inner`; both must turn the same way. */
export function ring(outer: Path, inner: Path): Path {
  const reversed = inner.map((outline) => {
    const back: number[] = []
    for (let i = outline.length - 2; i >= 0; i -= 2) back.push(outline[i]!, outline[i + 1]!)
    return back
  })
  return [...outer, ...reversed]
}

// Above this cosine of the turn between two edges the gap at their corner is too small to be seen.
const SMOOTH = 0.9

/** The line along closed outlines, `width` wide, with round corners. */
export function outlineStroke(path: Path, width: number): Path {
  return path.flatMap((outline) => {
    const count = outline.length / 2
    const at = (i: number): Point => {
      const place = ((i + count) % count) * 2
      return [outline[place]!, outline[place + 1]!]
    }
    return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
      const [before, here, after] = [at(i - 1), at(i), at(i + 1)]
      const edge = distance(here, after) > 0 ? stroke([here, after], width) : []
      // A dot turns as strokes do, or the two would cancel each other.
      const dot = isSharp(before, here, after) ? ellipse(here, width / 2, -width / 2) : []
      return [...edge, ...dot]
    })
  })
}

function isSharp(before: Point, here: Point, after: Point): boolean {
  const [a, b] = [distance(before, here), distance(here, after)]
  if (a === 0 || b === 0) return true
  const inner =
    (here[0] - before[0]) * (after[0] - here[0]) + (here[1] - before[1]) * (after[1] - here[1])
  return inner / (a * b) < SMOOTH
}

function distance([fromX, fromY]: Point, [toX, toY]: Point): number {
  return Math.hypot(toX - fromX, toY - fromY)
}
