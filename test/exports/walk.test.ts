import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { exportLatents } from '../../src-main/exports/export.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runPython, SETUP_TIMEOUT_MS } from './python.ts'
import { colourContext, exportTask, SIZE } from './task.ts'

const READ_PICTURE = join(import.meta.dirname, 'read_picture.py')

// Five colours whose levels every format keeps.
const COLOURS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 0],
  [51, 102, 204]
]
const plan = {
  keyframes: COLOURS.map((colour) => ({
    z: colour.map((level) => level / 255),
    frames: 1,
    easing: 'hold' as const
  }))
}
const walk = (format: 'gif' | 'webp' | 'apng' | 'png-sequence' | 'contact-sheet') => ({
  kind: 'walk' as const,
  plan,
  format,
  scale: 2
})

interface Seen {
  format: string
  size: [number, number]
  frames: { pixel: number[]; ms: number | null }[]
  loop: number | null
  texts: Record<string, string>
}

test.each([
  ['gif', 25, [40, 40, 40, 40, 40]],
  // Thirds of a tenth are kept in the sum, not in each.
  ['gif', 30, [30, 40, 30, 30, 40]],
  ['gif', 60, [20, 20, 20, 20, 20]],
  ['webp', 25, [40, 40, 40, 40, 40]],
  ['webp', 30, [33, 34, 33, 33, 34]],
  ['webp', 60, [20, 20, 20, 20, 20]]
] as const)(
  'a %s at %d frames a second plays its frames in order and for ever',
  async (format, framesPerSecond, delay) => {
    const out = join(temporaryFolder(), `walk.${format}`)
    const context = colourContext()
    await exportLatents(exportTask({ ...walk(format), framesPerSecond }, out), context)
    const side = 2 * SIZE
    expect(await sharp(out, { animated: true }).metadata()).toMatchObject({
      format,
      width: side,
      pageHeight: side,
      pages: 5,
      delay,
      loop: 0
    })
    const pixels = await sharp(out, { animated: true }).removeAlpha().raw().toBuffer()
    const middle = (frame: number): number => ((frame + 0.5) * side * side + side / 2) * 3
    // Colours of a GIF may be one level off.
    const tolerance = format === 'gif' ? 1 : 0
    const off = COLOURS.flatMap((colour, frame) =>
      colour.map((level, channel) => Math.abs(pixels[middle(frame) + channel]! - level))
    )
    expect(Math.max(...off)).toBeLessThanOrEqual(tolerance)
    // Every frame is told of; then it is not known how long the encoder takes.
    expect(context.reports).toEqual([...COLOURS.map((_, frame) => [frame + 1, 5]), [0, 0]])
  }
)

test.for([1, 12, 25, 30, 60])(
  'Pillow plays an APNG of %d frames a second; what knows none shows the first',
  { timeout: SETUP_TIMEOUT_MS },
  async (framesPerSecond, { skip }) => {
    const out = join(temporaryFolder(), 'walk.png')
    await exportLatents(exportTask({ ...walk('apng'), framesPerSecond }, out), colourContext())
    const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, [...data.subarray(0, 3)]]).toEqual([32, 32, COLOURS[0]])
    const seen = await runPython<Seen>(READ_PICTURE, [out], skip)
    expect(seen).toMatchObject({ format: 'PNG', size: [32, 32], loop: 0 })
    expect(seen.frames).toEqual(
      COLOURS.map((pixel) => ({
        pixel,
        ms: expect.closeTo(1000 / framesPerSecond, 5) as number
      }))
    )
  }
)

test('a sequence is a folder of PNGs whose names sort as they follow', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'frames')
  // Empty, so that it may give way.
  mkdirSync(out)
  await exportLatents(exportTask(walk('png-sequence'), out), colourContext())
  const names = COLOURS.map((_, frame) => `frame-000${frame + 1}.png`)
  expect([readdirSync(folder), readdirSync(out).sort()]).toEqual([['frames'], names])
  const colours = await Promise.all(
    names.map(async (name) => [...(await sharp(join(out, name)).raw().toBuffer()).subarray(0, 3)])
  )
  expect(colours).toEqual(COLOURS)
})

test(
  'a sequence is a zip where its name says so, the same bytes each time',
  { timeout: SETUP_TIMEOUT_MS },
  async ({ skip }) => {
    const folder = temporaryFolder()
    const [out, again] = [join(folder, 'frames.zip'), join(folder, 'again.zip')]
    await exportLatents(exportTask(walk('png-sequence'), out), colourContext())
    await exportLatents(exportTask(walk('png-sequence'), again), colourContext())
    expect(readFileSync(again)).toEqual(readFileSync(out))
    const seen = await runPython<Record<string, Seen>>(READ_PICTURE, [out], skip)
    expect(Object.entries(seen).map(([name, { frames }]) => [name, frames[0]!.pixel])).toEqual(
      COLOURS.map((colour, frame) => [`frame-000${frame + 1}.png`, colour])
    )
  }
)

test('a folder with something in it is left as it is', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'frames')
  mkdirSync(out)
  writeFileSync(join(out, 'mine.txt'), 'mine')
  await expect(
    exportLatents(exportTask(walk('png-sequence'), out), colourContext())
  ).rejects.toMatchObject({ code: 'export/not-writable' })
  expect([readdirSync(folder), readdirSync(out)]).toEqual([['frames'], ['mine.txt']])
})

test('a contact sheet has every frame, row by row', async () => {
  const out = join(temporaryFolder(), 'sheet.png')
  await exportLatents(exportTask(walk('contact-sheet'), out), colourContext())
  const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true })
  // Three columns and two rows of 32 px, one apart.
  expect([info.width, info.height]).toEqual([98, 65])
  const at = (x: number, y: number): number[] => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)
  ]
  const places = [
    [0, 0],
    [33, 0],
    [66, 0],
    [0, 33],
    [33, 33]
  ] as const
  expect(places.map(([x, y]) => at(x + 31, y + 31))).toEqual(COLOURS)
  expect([at(66, 33), at(32, 5)]).toEqual([
    [18, 18, 20],
    [18, 18, 20]
  ])
})

const long = {
  ...walk('gif'),
  plan: { keyframes: [0, 1].map((level) => ({ z: [level, 0, 0], frames: 50 })) }
}

test.each(['gif', 'apng', 'png-sequence'] as const)(
  'a %s that is cancelled half-way ends at once and leaves nothing behind',
  async (format) => {
    const folder = temporaryFolder()
    const controller = new AbortController()
    const context = colourContext(controller)
    const report = (done: number, total: number): void => {
      context.report(done, total)
      if (done >= 48) controller.abort()
    }
    const task = exportTask({ ...long, format }, join(folder, 'walk'))
    await expect(exportLatents(task, { ...context, report })).rejects.toMatchObject({
      code: 'job/cancelled'
    })
    expect([context.reports.at(-1), readdirSync(folder)]).toEqual([[48, 100], []])
  }
)

test('a job that is cancelled while an encoder works does not wait for it', async () => {
  const folder = temporaryFolder()
  const controller = new AbortController()
  const context = colourContext(controller)
  const report = (done: number, total: number): void => {
    if (total === 0) void setImmediate().then(() => controller.abort())
    context.report(done, total)
  }
  const task = exportTask({ ...long, scale: 16 }, join(folder, 'walk.gif'))
  await expect(exportLatents(task, { ...context, report })).rejects.toMatchObject({
    code: 'job/cancelled'
  })
  expect(readdirSync(folder)).toEqual([])
})

test('others have their turn between pictures', async () => {
  const context = colourContext()
  // For each turn, how many pictures had been drawn by then.
  const turns: number[] = []
  let drawing = true
  const others = (async () => {
    for (; drawing; turns.push(context.drawn())) await setImmediate()
  })()
  await exportLatents(exportTask(long, join(temporaryFolder(), 'walk.gif')), context)
  drawing = false
  await others
  expect([...new Set(turns)].filter((drawn) => drawn > 0)).toEqual(
    Array.from({ length: 100 }, (_, at) => at + 1)
  )
})

test('what would not fit into memory is refused before anything is drawn', async () => {
  const context = colourContext()
  const frames = {
    keyframes: [
      { z: [0, 0, 0], frames: 600 },
      { z: [1, 1, 1], frames: 400 }
    ]
  }
  const huge = exportTask({ ...long, plan: frames, scale: 16, format: 'gif' }, '/nowhere/walk.gif')
  huge.model.config.size = 64
  await expect(exportLatents(huge, context)).rejects.toMatchObject({
    code: 'export/too-large',
    message:
      'It would have 1049 million pixels, and 134 are the most; take a smaller scale or fewer pictures.'
  })
  expect(context.drawn()).toBe(0)
})
