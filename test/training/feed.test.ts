import { readdirSync, readlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { openBatches } from '../../src-main/datasets/batches.ts'
import { openCache, shardFile } from '../../src-main/datasets/cache.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'
import { fillLatents } from '../../src-main/gan/pictures.ts'
import type { FeedBatch, FeedState } from '../../src-main/training/feed-memory.ts'
import { openFeed, planFeed, type Feed } from '../../src-main/training/feed.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeSmallCache } from './small-cache.ts'

const FEEDER = join(import.meta.dirname, '../../src-main/workers/feeder.ts')
const SIZE = 16
// An odd number of normal draws, so that a pair of Box and Muller is cut at the end of a batch.
const CONFIG = resolveConfig('dcgan', {
  size: SIZE,
  batch: 5,
  latent: 7,
  latentDistribution: 'normal',
  flip: true,
  seed: 3
})
const COUNT = 23

const smallCache = (): string => writeSmallCache(join(temporaryFolder(), 'cache'), COUNT, SIZE)

async function open(cacheFolder: string, from?: FeedState, excluded?: number[]): Promise<Feed> {
  const data = { cacheFolder, ...(excluded && { excluded }) }
  const feed = await openFeed(planFeed(CONFIG, data, from), FEEDER)
  onTestFinished(() => feed.close())
  return feed
}

// As before there was a thread: batches and z made between two steps.
function madeInTurn(cacheFolder: string, excluded: number[] = []) {
  const batches = openBatches(openCache(cacheFolder), 5, createRandom(3, STREAMS.data), {
    flip: true,
    excluded
  })
  onTestFinished(() => batches.close())
  const latents = createRandom(3, STREAMS.latents)
  return {
    next: (): FeedBatch => {
      const batch = {
        real: new Float32Array(5 * SIZE * SIZE * 3),
        latents: new Float32Array(5 * 7),
        classes: new Float32Array(0)
      }
      batches.next(batch.real)
      fillLatents(CONFIG, latents, batch.latents)
      return batch
    },
    state: (): FeedState => ({ latents: latents.state(), batches: batches.state() })
  }
}

const copy = ({ real, latents, classes }: FeedBatch): FeedBatch => ({
  real: real.slice(),
  latents: latents.slice(),
  classes: classes.slice()
})

test('gives the batches and the states that are made without a thread, bit for bit', async () => {
  const folder = smallCache()
  const [feed, inTurn] = [await open(folder), madeInTurn(folder)]
  expect(feed.state()).toEqual(inTurn.state())
  // More than two rounds of the ring and several epochs.
  for (let n = 0; n < 25; n++) {
    expect(copy(await feed.next())).toEqual(inTurn.next())
    expect(feed.state()).toEqual(inTurn.state())
  }
})

test('goes on from the state of what was used, not of what lies ready', async () => {
  const folder = smallCache()
  const whole = madeInTurn(folder)
  for (const used of [0, 1, 6]) {
    const first = await open(folder)
    for (let n = 0; n < used; n++) await first.next()
    // The ring fills up meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 50))
    const second = await open(folder, first.state())
    const expected = madeInTurn(folder)
    for (let n = 0; n < used; n++) expected.next()
    for (let n = 0; n < 6; n++) expect(copy(await second.next())).toEqual(expected.next())
  }
  expect(whole.state().batches.position).toBe(0)
})

test('goes through the pictures that are not left out, from a checkpoint too', async () => {
  const folder = smallCache()
  const excluded = [0, 5, 22]
  const [feed, inTurn] = [await open(folder, undefined, excluded), madeInTurn(folder, excluded)]
  for (let n = 0; n < 7; n++) expect(copy(await feed.next())).toEqual(inTurn.next())
  const resumed = await open(folder, feed.state(), excluded)
  expect(copy(await resumed.next())).toEqual(inTurn.next())
})

test('gives grey pictures in one channel', async () => {
  const cacheFolder = writeSmallCache(join(temporaryFolder(), 'cache'), COUNT, SIZE, 1)
  const plan = planFeed({ ...CONFIG, channels: 'grey' }, { cacheFolder })
  const feed = await openFeed(plan, FEEDER)
  onTestFinished(() => feed.close())
  const { real } = await feed.next()
  expect(real.length).toBe(5 * SIZE * SIZE)
  const levels = new Set(Array.from(real, (value) => Math.round((value + 1) * 127.5)))
  expect(levels).toEqual(new Set([30, 220]))
})

test('a shard that breaks off ends the feed with its sentence, after the batches before it', async () => {
  const folder = smallCache()
  const feed = await open(folder)
  const expected = madeInTurn(folder)
  expect(copy(await feed.next())).toEqual(expected.next())
  truncateSync(join(folder, shardFile(0)), 1)
  const rest = async (): Promise<void> => {
    for (;;) await feed.next()
  }
  await expect(rest()).rejects.toMatchObject({
    code: 'cache/unreadable',
    message: expect.stringMatching(
      /^The pictures in ".*" cannot be used \(images-0000\.u8 ends within picture \d+\); import the data set again\.$/
    ) as string
  })
})

test('a folder without pictures and a thread without a script are told at the start', async () => {
  const none = join(temporaryFolder(), 'none')
  await expect(open(none)).rejects.toMatchObject({ code: 'cache/unreadable' })
  const plan = planFeed(CONFIG, { cacheFolder: smallCache() })
  await expect(openFeed(plan, join(none, 'feeder.ts'))).rejects.toMatchObject({
    code: 'feed/died',
    message: expect.stringContaining('resume the run from its last checkpoint') as string
  })
})

test.runIf(process.platform === 'linux')('closing closes the files of the thread', async () => {
  const folder = smallCache()
  const isOpen = (): boolean =>
    readdirSync('/proc/self/fd').some((handle) => linkOf(handle).startsWith(folder))
  const feed = await open(folder)
  await feed.next()
  expect(isOpen()).toBe(true)
  await feed.close()
  expect(isOpen()).toBe(false)
})

test('only waiting counts as waiting', async () => {
  const feed = await open(smallCache())
  await feed.next()
  const before = feed.waited()
  await new Promise((resolve) => setTimeout(resolve, 200))
  for (let n = 0; n < 3; n++) await feed.next()
  // Three batches lie ready by now.
  expect(feed.waited()).toBe(before)
})

function linkOf(handle: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${handle}`)
  } catch {
    return ''
  }
}
