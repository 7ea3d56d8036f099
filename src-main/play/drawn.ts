import { StudioError } from '../contract/errors.ts'
import type { Drawn } from '../contract/play-live.ts'
import type { Target } from './targets.ts'

// Half of the line, and of the square's side, in which a person draws.
const LINE_REACH = 4
const SQUARE_REACH = 1.5
// Around each point of a stroke.
const BLUR = 0.02

/** What a person has drawn, as a distribution; throws `play/drawn` where there is nothing to learn. */
export function drawnTarget(drawn: Drawn): Target {
  return drawn.kind === 'points' ? fromPoints(drawn.points) : fromHeights(drawn.heights)
}

function fromPoints(points: readonly (readonly [number, number])[]): Target {
  return {
    ...{ title: 'Drawn by hand', dims: 2, reach: SQUARE_REACH },
    draw(random, out) {
      const noise = new Float32Array(out.length)
      random.fillNormal(noise)
      for (let at = 0; at < out.length; at += 2) {
        const [x, y] = points[random.integer(points.length)]!
        out[at] = x + BLUR * noise[at]!
        out[at + 1] = y + BLUR * noise[at + 1]!
      }
    }
  }
}

// Steps of equal width, each as high as it was drawn.
function fromHeights(heights: readonly number[]): Target {
  const width = (2 * LINE_REACH) / heights.length
  const total = heights.reduce((sum, height) => sum + height, 0)
  if (!(total > 0)) {
    throw new StudioError(
      'play/drawn',
      'The density that was drawn is 0 everywhere; draw a line above the axis.'
    )
  }
  const ends: number[] = []
  for (const height of heights) ends.push((ends.at(-1) ?? 0) + height / total)
  return {
    ...{ title: 'Drawn by hand', dims: 1, reach: LINE_REACH },
    density(x) {
      const height = heights[Math.floor((x + LINE_REACH) / width)] ?? 0
      return height / (total * width)
    },
    draw(random, out) {
      for (let at = 0; at < out.length; at++) {
        const share = random.uniform()
        const found = ends.findIndex((end) => share < end)
        const step = found < 0 ? heights.length - 1 : found
        out[at] = -LINE_REACH + (step + random.uniform()) * width
      }
    }
  }
}
