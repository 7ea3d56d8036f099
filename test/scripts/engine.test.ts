import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { findDamage, readManifest } from '../../scripts/lib/engine-manifest.mjs'
import { provisionEngine } from '../../scripts/lib/engine.mjs'
import type { LockedWheel } from '../../scripts/lib/fetch-wheel.mjs'
import { temporaryFolder } from '../temporary-folder.ts'
import { makeSmallEngine, type SmallEngine } from './small-engine.ts'

const PROVISION = new URL('provision.mjs', import.meta.url).pathname

let cache: string
let small: SmallEngine

beforeEach(() => {
  cache = temporaryFolder()
  small = makeSmallEngine(temporaryFolder())
  for (const [name, value] of Object.entries(small.environment)) vi.stubEnv(name, value)
  return () => vi.unstubAllEnvs()
})

const provision = (): Promise<string> => provisionEngine(small.recipe, cache, process.execPath)
const engines = (): string[] => readdirSync(join(cache, 'engines'))

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** Provisions in a process of its own and ends it as soon as it says something. */
async function endWhenItSays(
  text: string,
  signal: NodeJS.Signals
): Promise<NodeJS.Signals | number> {
  const recipe = join(cache, 'recipe.json')
  writeFileSync(recipe, JSON.stringify(small.recipe))
  const child = spawn(process.execPath, [PROVISION, recipe, cache], { stdio: 'pipe' })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
    if (said.includes(text)) child.kill(signal)
  })
  const [code, killedBy] = await once(child, 'close')
  return killedBy ?? code
}

describe('provisionEngine', () => {
  test('fetches, unpacks, builds, verifies and vouches for the result', async () => {
    const engine = await provision()
    expect(engine).toBe(join(cache, 'engines/small-engine-1.0'))
    const { files, ...facts } = readManifest(engine) ?? { files: {} }
    const [first, second] = small.recipe.wheels
    const wheel = ({ requirement, sha256 }: LockedWheel, name: string) => {
      return { requirement, sha256, bytes: statSync(join(small.wheels, name)).size }
    }
    expect(facts).toEqual({
      recipe: 'small-engine-1.0',
      kind: 'cpu',
      provider: 'wheel',
      tensorflow: '1.0',
      platform: 'test',
      wheels: [
        wheel(first!, 'small_engine-1.0-py3-none-any.whl'),
        wheel(second!, 'small_parts-1.0-py3-none-any.whl')
      ]
    })
    expect(Object.entries(files).map(([path, file]) => [path, file.wheel])).toEqual([
      ['deps/lib/libtensorflow_cc.so.2', 'small-engine==1.0'],
      ['deps/lib/libtensorflow_framework.so.2', 'small-engine==1.0'],
      ['deps/include/answer.h', 'small-engine==1.0'],
      ['deps/parts/one/lib/libone.so.12', 'small-parts==1.0'],
      ['deps/parts/one/bin/tool', 'small-parts==1.0'],
      ['lib/napi-v8/tfjs_binding.node', undefined]
    ])
    for (const [path, { bytes, sha256 }] of Object.entries(files)) {
      const content = readFileSync(join(engine, path))
      expect([path, content.length, hashOf(content)]).toEqual([path, bytes, sha256])
    }
    expect(statSync(join(engine, 'deps/parts/one/bin/tool')).mode & 0o777).toBe(0o755)
    expect(engines()).toEqual(['small-engine-1.0'])
  })

  test.each(['Setting up', 'Unpacking', 'Building'])(
    'killed after saying "%s", it works when started again and leaves nothing behind',
    async (text) => {
      expect(await endWhenItSays(text, 'SIGKILL')).toBe('SIGKILL')
      expect(readManifest(join(cache, 'engines/small-engine-1.0'))).toBeUndefined()
      expect(readManifest(await provision())?.tensorflow).toBe('1.0')
      expect(engines()).toEqual(['small-engine-1.0'])
    }
  )

  test('what was fetched before it was killed is not fetched again', async () => {
    await endWhenItSays('Building', 'SIGKILL')
    rmSync(small.wheels, { recursive: true })
    expect(readManifest(await provision())?.tensorflow).toBe('1.0')
  })

  test.each(['Setting up', 'Building'])(
    'Ctrl-C after "%s" leaves nothing but whole wheels',
    async (text) => {
      // 128 and the signal's number.
      expect(await endWhenItSays(text, 'SIGINT')).toBe(130)
      const left = readdirSync(join(cache, 'engines'), { recursive: true, encoding: 'utf8' })
      const wheels = /\.wheels(\/small-(engine|parts)==1\.0\.whl)?$/
      expect(left.filter((path) => !wheels.test(path))).toEqual([])
    }
  )

  test('two at once make one engine', async () => {
    expect(new Set(await Promise.all([provision(), provision()]))).toEqual(
      new Set([join(cache, 'engines/small-engine-1.0')])
    )
    expect(engines()).toEqual(['small-engine-1.0'])
  })

  test('makes an engine anew that lost part of a file', async () => {
    const library = join(await provision(), 'deps/lib/libtensorflow_cc.so.2')
    const whole = readFileSync(library)
    truncateSync(library, 100)
    await provision()
    expect(readFileSync(library).equals(whole)).toBe(true)
  })

  test('of a damaged engine only the wheels that are damaged are fetched again', async () => {
    const library = join(await provision(), 'deps/lib/libtensorflow_cc.so.2')
    const whole = readFileSync(library)
    // A bit of it, so that only its hash tells.
    writeFileSync(library, Buffer.from(whole).fill(0xff, 200, 201))
    rmSync(join(small.wheels, 'small_parts-1.0-py3-none-any.whl'))
    const damage = await findDamage(join(cache, 'engines/small-engine-1.0'))
    expect(damage).toEqual([
      {
        path: 'deps/lib/libtensorflow_cc.so.2',
        problem: 'has other contents than were provisioned'
      }
    ])
    const engine = await provisionEngine(small.recipe, cache, process.execPath, damage)
    expect(readFileSync(library).equals(whole)).toBe(true)
    expect(await findDamage(engine)).toEqual([])
    expect(engines()).toEqual(['small-engine-1.0'])
  })

  test('refuses a wheel that is not the one locked', async () => {
    small.recipe.wheels[0]!.sha256 = '0'.repeat(64)
    await expect(provision()).rejects.toMatchObject({ code: 'setup/wrong-hash' })
    expect(engines()).toEqual(['small-engine-1.0.wheels'])
  })

  test('refuses to fill the disk before it fetches anything', async () => {
    small.recipe.unpackedBytes = 1e18
    await expect(provision()).rejects.toMatchObject({
      code: 'prerequisite/disk',
      message: expect.stringMatching(
        /^The engine needs 2,200,000,000,000 MB free at .* there are \d/
      )
    })
    expect(engines()).toEqual([])
  })

  test('refuses an addon that does not compute', async () => {
    writeFileSync(small.recipe.verify, 'throw new Error("wrong answer")')
    await expect(provision()).rejects.toMatchObject({ code: 'engine/verify' })
    expect(engines()).toEqual(['small-engine-1.0.wheels'])
  })

  test('names the cure where pip finds nothing', async () => {
    vi.stubEnv('PIP_FIND_LINKS', temporaryFolder())
    await expect(provision()).rejects.toMatchObject({
      code: 'setup/fetch',
      message: expect.stringMatching(/^Could not fetch small-engine==1.0; to see why, run: /)
    })
  })
})
