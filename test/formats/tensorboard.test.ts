import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { ensurePeer } from '../../bench/peers/provision.ts'
import { beginEvents, encodeMoment, eventsFileName } from '../../src-main/formats/tensorboard.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const TENSORBOARD = {
  title: 'TensorBoard',
  package: 'tensorboard',
  requirements: join(import.meta.dirname, 'tensorboard-requirements.txt'),
  bytes: 250_000_000,
  script: ''
}
// Some tens of MB to fetch, once.
const SETUP_TIMEOUT_MS = 300_000

test(
  "TensorBoard's own reader finds every figure and picture of our events",
  { timeout: SETUP_TIMEOUT_MS },
  async ({ skip }) => {
    const python = await ensurePeer(TENSORBOARD).catch((error: unknown) => {
      const [line] = (error instanceof Error ? error.message : String(error)).split('\n')
      return skip(`TensorBoard cannot be had here: ${line}`)
    })
    const red = { r: 255, g: 0, b: 0 }
    const png = await sharp({ create: { width: 6, height: 4, channels: 3, background: red } })
      .png()
      .toBuffer()
    const folder = temporaryFolder()
    const at = 1_795_000_000.25
    const records = [
      beginEvents(at),
      ...[0, 1, 2].map((n) =>
        encodeMoment({
          seconds: at + n,
          // Beyond 32 bits, as the images of a long run are.
          step: 64 * n + 2 ** 33,
          figures: { 'loss/generator': n / 4 - 1, 'accuracy/real': 1 }
        })
      ),
      encodeMoment({
        seconds: at + 3,
        step: 192,
        pictures: { samples: { width: 6, height: 4, png } }
      })
    ]
    writeFileSync(join(folder, eventsFileName(at, 'atelier')), Buffer.concat(records))
    const script = join(import.meta.dirname, 'tensorboard_reference.py')
    const { stdout } = await promisify(execFile)(python, [script, folder])
    expect(JSON.parse(stdout)).toEqual({
      scalars: {
        'loss/generator': [0, 1, 2].map((n) => [at + n, 64 * n + 2 ** 33, n / 4 - 1]),
        'accuracy/real': [0, 1, 2].map((n) => [at + n, 64 * n + 2 ** 33, 1])
      },
      images: { samples: [{ step: 192, said: [6, 4], size: [6, 4], corner: [255, 0, 0] }] }
    })
  }
)
