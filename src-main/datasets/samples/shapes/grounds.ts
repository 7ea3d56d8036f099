import type { Random } from '../../../engine/random.ts'
import type { Canvas, Colour, Path } from '../canvas.ts'
import { between, oneOf } from '../chance.ts'
import { ellipse, EVERYWHERE, stroke, type Point } from '../paths.ts'

type Pattern = (random: Random) => Path

// Lines across, and dots in rows; both go past the edges.
const PATTERNS: readonly Pattern[] = [
  () => [],
  () => [],
  (random) => {
    const [turn, pitch] = [between(random, [0, Math.PI]), between(random, [0.12, 0.22])]
    const [along, across]: Point[] = [
      [Math.cos(turn), Math.sin(turn)],
      [-Math.sin(turn), Math.cos(turn)]
    ]
    return steps(pitch).flatMap((off) => {
      const at = (far: number): Point => [
        0.5 + across![0] * off + along![0] * far,
        0.5 + across![1] * off + along![1] * far
      ]
      return stroke([at(-1), at(1)], pitch * 0.42)
    })
  },
  (random) => {
    const pitch = between(random, [0.13, 0.2])
    const shift = pitch * random.uniform()
    return steps(pitch).flatMap((x) =>
      steps(pitch).flatMap((y) =>
        ellipse([0.5 + x + shift, 0.5 + y + shift], pitch * 0.22, pitch * 0.22)
      )
    )
  }
]

/** Fills the whole picture: plain, or with faint lines or dots, going over to another shade. */
export function paintGround(canvas: Canvas, ground: Colour, other: Colour, random: Random): void {
  const turn = between(random, [0, 2 * Math.PI])
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)]
  canvas.fill(EVERYWHERE, {
    colour: ground,
    to: other,
    mix: (x, y) => 0.5 + 0.7 * ((x - 0.5) * dx + (y - 0.5) * dy)
  })
  canvas.fill(oneOf(random, PATTERNS)(random), { colour: other, alpha: 0.55 })
}

function steps(pitch: number): number[] {
  const reach = Math.ceil(0.8 / pitch)
  return Array.from({ length: 2 * reach + 1 }, (_, i) => (i - reach) * pitch)
}
