import { createRandom, STREAMS } from '../../src-main/engine/random.ts'

const WAVES = 24

/**
 * A texture of its own for each number, size x size x 3 bytes: waves of every direction, from as wide
 * as the picture to a sixteenth of it, the wider the stronger.
 */
export function drawTexture(number: number, size: number): Uint8Array {
  const random = createRandom(number, STREAMS.drawing)
  const waves = Array.from({ length: WAVES }, () => {
    const cycles = 2 ** (4 * random.uniform())
    const angle = Math.PI * random.uniform()
    const strength = 60 / Math.sqrt(cycles)
    return {
      across: 2 * Math.PI * cycles * Math.cos(angle),
      down: 2 * Math.PI * cycles * Math.sin(angle),
      phase: 2 * Math.PI * random.uniform(),
      colour: [0, 1, 2].map(() => strength * (random.uniform() - 0.3))
    }
  })
  const pixels = new Uint8ClampedArray(size * size * 3)
  for (let at = 0; at < pixels.length; at += 3) {
    const x = ((at / 3) % size) / size
    const y = Math.floor(at / 3 / size) / size
    const sums = [128, 128, 128]
    for (const { across, down, phase, colour } of waves) {
      const wave = Math.sin(across * x + down * y + phase)
      for (let c = 0; c < 3; c++) sums[c]! += colour[c]! * wave
    }
    pixels.set(sums, at)
  }
  return new Uint8Array(pixels.buffer)
}
