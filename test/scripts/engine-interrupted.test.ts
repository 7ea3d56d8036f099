import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findDamage } from '../../scripts/lib/engine-manifest.mjs'
import { provisionEngine } from '../../scripts/lib/engine.mjs'
import { temporaryFolder } from '../temporary-folder.ts'
import { BALLAST, makeSmallEngine, type SmallEngine } from './small-engine.ts'

const PROVISION = new URL('provision.mjs', import.meta.url).pathname
const BALLAST_BYTES = 32e6

function setUp(): { cache: string; small: SmallEngine } {
  const cache = temporaryFolder()
  const small = makeSmallEngine(temporaryFolder(), BALLAST_BYTES)
  for (const [name, value] of Object.entries(small.environment)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  return { cache, small }
}

/** Provisions in a process of its own, and ends it while a file that matches is partly there. */
async function endInTheMiddleOf(
  file: RegExp,
  { cache, small }: ReturnType<typeof setUp>,
  signal: NodeJS.Signals
): Promise<{ bytes: number; ended: NodeJS.Signals | number }> {
  const recipe = join(cache, 'recipe.json')
  writeFileSync(recipe, JSON.stringify(small.recipe))
  const child = spawn(process.execPath, [PROVISION, recipe, cache], { stdio: 'ignore' })
  const closed = once(child, 'close')
  let bytes = 0
  while (bytes === 0 && child.exitCode === null) {
    await sleep(2)
    const match = pathsIn(cache).find((path) => file.test(path))
    if (match) bytes = statSync(join(cache, match), { throwIfNoEntry: false })?.size ?? 0
  }
  child.kill(signal)
  const [code, killedBy] = await closed
  return { bytes, ended: killedBy ?? code }
}

function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch {
    // Folders are taken away while we look.
    return []
  }
}

/** A package index that stops in the middle of every file for as long as `stalls` says so. */
async function stallingIndex(wheels: string): Promise<{ url: string; stalls: boolean }> {
  const index = { url: '', stalls: true }
  const server = createServer(({ url = '' }, response) => {
    const name = basename(url)
    if (!name.endsWith('.whl')) {
      response.setHeader('Content-Type', 'text/html')
      const files = readdirSync(wheels).map((file) => `<a href="/files/${file}">${file}</a>`)
      return response.end(files.join(''))
    }
    const file = join(wheels, name)
    const { size } = statSync(file)
    response.setHeader('Content-Length', size)
    if (!index.stalls) return createReadStream(file).pipe(response)
    return response.write(readFileSync(file).subarray(0, size / 2))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void (server.closeAllConnections(), server.close()))
  index.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple`
  return index
}

async function expectWhole({ cache, small }: ReturnType<typeof setUp>): Promise<void> {
  const engine = await provisionEngine(small.recipe, cache, process.execPath)
  expect(await findDamage(engine)).toEqual([])
  expect(statSync(join(engine, BALLAST)).size).toBe(BALLAST_BYTES)
  expect(readdirSync(join(cache, 'engines'))).toEqual(['small-engine-1.0'])
}

test.each<[NodeJS.Signals, NodeJS.Signals | number]>([
  ['SIGKILL', 'SIGKILL'],
  // 128 and the signal's number.
  ['SIGINT', 130]
])(
  '%s in the middle of a download leaves nothing that is taken for an engine',
  async (signal, ended) => {
    const given = setUp()
    const index = await stallingIndex(given.small.wheels)
    vi.stubEnv('PIP_INDEX_URL', index.url)
    vi.stubEnv('PIP_FIND_LINKS', '')
    vi.stubEnv('PIP_NO_INDEX', '0')
    vi.stubEnv('PIP_NO_CACHE_DIR', '1')
    // The first wheel is too small to be seen growing.
    given.small.recipe.wheels.reverse()
    const seen = await endInTheMiddleOf(/fetch\/pip\/.*\.whl$/, given, signal)
    expect(seen.ended).toBe(ended)
    expect(seen.bytes).toBeGreaterThan(0)
    expect(seen.bytes).toBeLessThan(BALLAST_BYTES)
    index.stalls = false
    await expectWhole(given)
  }
)

test.each<[NodeJS.Signals, NodeJS.Signals | number]>([
  ['SIGKILL', 'SIGKILL'],
  ['SIGINT', 130]
])(
  '%s in the middle of unpacking leaves nothing that is taken for an engine',
  async (signal, ended) => {
    const given = setUp()
    const seen = await endInTheMiddleOf(/tree\/.*libballast\.so$/, given, signal)
    expect(seen.ended).toBe(ended)
    expect(seen.bytes).toBeGreaterThan(0)
    expect(seen.bytes).toBeLessThan(BALLAST_BYTES)
    await expectWhole(given)
  }
)
