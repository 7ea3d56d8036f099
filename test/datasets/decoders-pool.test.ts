import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ImportSettings } from '../../src-main/contract/import-settings.ts'
import { decodeFound } from '../../src-main/datasets/decode.ts'
import { openDecoders, type Decoders } from '../../src-main/datasets/decoders-pool.ts'
import type { Found } from '../../src-main/datasets/found.ts'
import type { Result } from '../../src-main/datasets/pool/chunk.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { settingsOf } from './decode-bytes.ts'
import { picture } from './pictures.ts'

const ENTRY = join(import.meta.dirname, '../../src-main/workers/decoder.ts')
const TROUBLED = join(import.meta.dirname, 'pool/troubled-thread.ts')
const SETTINGS = settingsOf({ size: 16 })

interface Options {
  entry?: string
  settings?: ImportSettings
  threads?: number
  signal?: AbortSignal
}

function open({ entry = ENTRY, settings = SETTINGS, threads = 2, signal }: Options = {}): Decoders {
  const decoders = openDecoders(settings, { entry, threads, signal })
  onTestFinished(decoders.close)
  return decoders
}

function foundAt(folder: string, name: string, content: Uint8Array | string): Found {
  const path = join(folder, name)
  writeFileSync(path, content)
  const place = { kind: 'file', path: Buffer.from(path) } as const
  return { kind: 'found', file: name, place, bytes: content.length, modified: 0 }
}

async function pictures(folder: string, count: number): Promise<Found[]> {
  const names = Array.from({ length: count }, (_, n) => `${n}.jpg`)
  return Promise.all(
    names.map(async (name, n) => foundAt(folder, name, await picture(40, 30, n).jpeg().toBuffer()))
  )
}

const grey = (level: number): Found => {
  // As an idx file has it: a view of something large.
  const pixels = new Uint8Array(1_000_000).subarray(level * 256, (level + 1) * 256).fill(level)
  const place = { kind: 'grey', pixels, width: 16, height: 16 } as const
  return { kind: 'found', file: `${level}`, place, bytes: 256, modified: 0 }
}

async function collect(results: AsyncIterable<{ found: Found; result: Result }>) {
  const all: { found: Found; result: Result }[] = []
  for await (const item of results) all.push(item)
  return all
}

const reasons = (all: readonly { result: Result }[]): string[] =>
  all.map(({ result }) => (result.kind === 'unusable' ? result.reason : ''))

test('threads give in order exactly what this process would', async () => {
  const folder = temporaryFolder()
  const found = [
    ...(await pictures(folder, 40)),
    foundAt(folder, 'text', 'no picture'),
    grey(7),
    grey(200)
  ]
  const all = await collect(open().decode(found))
  expect(all.map((item) => item.found)).toEqual(found)
  const here = await Promise.all(found.map((item) => decodeFound(item, SETTINGS)))
  expect(all.map(({ result }) => result)).toEqual(here)
})

test('pixels and descriptions lie in different memory: one is kept longer than the other', async () => {
  const [first] = await collect(open().decode(await pictures(temporaryFolder(), 3)))
  if (first?.result.kind !== 'decoded') throw new Error('It was not decoded.')
  const { pixels, description } = first.result
  expect(description.buffer).not.toBe(pixels.buffer)
  expect(pixels.buffer.byteLength).toBe(3 * 16 * 16 * 3)
})

test('no more is read ahead than keeps the threads busy', async () => {
  let taken = 0
  function* many(): Iterable<Found> {
    for (let n = 0; n < 100_000; n++) {
      taken++
      yield grey(n % 256)
    }
  }
  const results = open({ threads: 1 }).decode(many())[Symbol.asyncIterator]()
  await results.next()
  expect(taken).toBeLessThan(200)
  await results.return?.()
})

test('an abort ends it at once with its reason, whatever the threads are at', async () => {
  const stop = new AbortController()
  const decoders = open({ entry: TROUBLED, signal: stop.signal })
  const found = [foundAt(temporaryFolder(), 'hang', 'x')]
  const all = collect(decoders.decode(found))
  stop.abort(new RangeError('enough'))
  await expect(all).rejects.toThrow('enough')
})

test('a file that ends its thread is the only one lost', async () => {
  const folder = temporaryFolder()
  const good = await pictures(folder, 20)
  const found = [
    ...good.slice(0, 3),
    foundAt(folder, 'exit', 'x'),
    ...good.slice(3, 9),
    foundAt(folder, 'memory', 'x'),
    ...good.slice(9)
  ]
  const all = await collect(open({ entry: TROUBLED }).decode(found))
  expect(all.map((item) => item.found)).toEqual(found)
  const told = reasons(all)
  expect(told[3]).toBe('It cannot be decoded: the thread that tried to ended (exit code 3).')
  expect(told[10]).toMatch(/the thread that tried to ended \(Worker terminated due to .*memory/)
  expect(told.filter((reason) => reason !== '')).toHaveLength(2)
})

test('a file that takes too long is the only one lost', async () => {
  const folder = temporaryFolder()
  const good = await pictures(folder, 6)
  const found = [
    good[0]!,
    foundAt(folder, 'hang', 'x'),
    ...good.slice(1),
    foundAt(folder, 'spin', 'x')
  ]
  const all = await collect(open({ entry: TROUBLED, threads: 1 }).decode(found))
  const late = 'It was not decoded within 4.5 seconds; save it in a simpler form.'
  expect(reasons(all)).toEqual(['', late, '', '', '', '', '', late])
})

test('threads that cannot be started end it rather than reject every file', async () => {
  const folder = temporaryFolder()
  const decoders = open({ entry: join(folder, 'missing.ts') })
  await expect(collect(decoders.decode(await pictures(folder, 2)))).rejects.toMatchObject({
    code: 'import/decoders'
  })
})
