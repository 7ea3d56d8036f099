import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { bombEntries } from './bombs.ts'
import type { Outcome } from './decode-folder.ts'
import { chunk, header, png } from './png.ts'
import { tiff } from './tiff.ts'

const PROGRAM = new URL('decode-folder.ts', import.meta.url).pathname
const MOST_MEMORY = 300e6
// To decode 900 megapixels would take longer; a header takes milliseconds.
const LONGEST_MS = 5_000

/** The largest good files of their kinds that a few bytes can make. */
function large(): Record<string, Buffer> {
  const [wide, square] = [14_000, 8_000]
  const grey = (side: number): Buffer => deflateSync(Buffer.alloc((side + 1) * side), { level: 1 })
  const rows = Buffer.from(`P6 ${square} ${square / 2} 255\n`)
  return {
    'large.png': png(header(wide, wide, 8, 0), chunk('IDAT', grey(wide))),
    'large.tif': tiff({
      ...{ width: square, height: square, bits: 8, channels: 1, photometric: 1 },
      strips: [Buffer.alloc(square * square)]
    }),
    'large.ppm': Buffer.concat([rows, Buffer.alloc((square * square * 3) / 2)])
  }
}

test('neither bombs nor the largest good files take more than their share of time and memory', async () => {
  const folder = temporaryFolder()
  const bombs = await bombEntries()
  for (const { name, bytes } of bombs) writeFileSync(join(folder, name), bytes)
  for (const [name, bytes] of Object.entries(large())) writeFileSync(join(folder, name), bytes)

  const printed = execFileSync(process.execPath, [PROGRAM, folder], { encoding: 'utf8' })
  const lines = printed.trim().split('\n')
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome)
  expect(outcomes.map(({ file }) => file).sort()).toEqual(
    [...bombs.map(({ name }) => name), ...Object.keys(large())].sort()
  )
  for (const { file, reason, milliseconds, grown } of outcomes) {
    expect({ file, isRefused: reason !== '' }).toEqual({ file, isRefused: file.startsWith('bomb') })
    expect({ file, grown }).toEqual({ file, grown: expect.toSatisfy((n) => n <= MOST_MEMORY) })
    expect(milliseconds).toBeLessThan(LONGEST_MS)
  }
})
