import type { PlayResult, PlayTarget } from '../../../src-main/contract/play.ts'
import { TARGETS } from '../../../src-main/play/targets.ts'

/** Pixels a side of one toy. */
export const SCATTER = 96
const GAP = 2
const GROUND = [18, 18, 20]
const POINT = [90, 205, 140]

/** Samples of toys as RGB bytes: a row each configuration, a column each seed. */
export function drawScatter(
  rows: readonly { settings: { target: PlayTarget }; reached: readonly PlayResult[] }[]
): Buffer {
  const columns = rows[0]!.reached.length
  const width = SCATTER * columns
  const pixels = Buffer.alloc(width * SCATTER * rows.length * 3)
  rows.forEach(({ settings, reached }, row) =>
    reached.forEach(({ points }, column) => {
      const { reach } = TARGETS[settings.target]
      const side = SCATTER - GAP
      const put = (x: number, y: number, colour: readonly number[]): void =>
        colour.forEach((value, channel) => {
          const at = (row * SCATTER + y) * width + column * SCATTER + x
          pixels[3 * at + channel] = value
        })
      for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) put(x, y, GROUND)
      for (let at = 0; at < points.length; at += 2) {
        const [x, y] = [points[at]!, -points[at + 1]!].map((value) =>
          Math.floor(((value + reach) / (2 * reach)) * side)
        ) as [number, number]
        if (x >= 0 && x < side && y >= 0 && y < side) put(x, y, POINT)
      }
    })
  )
  return pixels
}
