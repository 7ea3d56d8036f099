import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { readManifest } from '../../scripts/lib/engine-manifest.mjs'
import { provisionEngine } from '../../scripts/lib/engine.mjs'
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

/** Provisions in a process of its own and kills it as soon as it says something. */
async function killWhenItSays(text: string): Promise<NodeJS.Signals> {
  const recipe = join(cache, 'recipe.json')
  writeFileSync(recipe, JSON.stringify(small.recipe))
  const child = spawn(process.execPath, [PROVISION, recipe, cache], { stdio: 'pipe' })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
    if (said.includes(text)) child.kill('SIGKILL')
  })
  const [, signal] = await once(child, 'close')
  return signal
}

describe('provisionEngine', () => {
  test('fetches, unpacks, builds, verifies and vouches for the result', async () => {
    const engine = await provision()
    expect(engine).toBe(join(cache, 'engines/small-engine-1.0'))
    const manifest = readManifest(engine)
    expect({ ...manifest, files: Object.keys(manifest?.files ?? {}).sort() }).toEqual({
      recipe: 'small-engine-1.0',
      provider: 'wheel',
      tensorflow: '1.0',
      platform: 'test',
      wheel: { requirement: 'small-engine==1.0', sha256: small.recipe.sha256 },
      files: [
        'deps/include/answer.h',
        'deps/lib/libtensorflow_cc.so.2',
        'deps/lib/libtensorflow_framework.so.2',
        'lib/napi-v8/tfjs_binding.node'
      ]
    })
    expect(engines()).toEqual(['small-engine-1.0'])
  })

  test.each(['Setting up', 'Unpacking', 'Building'])(
    'killed after saying "%s", it works when started again and leaves nothing behind',
    async (text) => {
      expect(await killWhenItSays(text)).toBe('SIGKILL')
      expect(readManifest(join(cache, 'engines/small-engine-1.0'))).toBeUndefined()
      expect(readManifest(await provision())?.tensorflow).toBe('1.0')
      expect(engines()).toEqual(['small-engine-1.0'])
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

  test('refuses a wheel that is not the one locked', async () => {
    const other = 'small-engine==1.0 --hash=sha256:'.padEnd(96, '0')
    writeFileSync(small.recipe.requirements, other)
    await expect(provision()).rejects.toMatchObject({ code: 'setup/wrong-hash' })
    expect(engines()).toEqual([])
  })

  test('refuses an addon that does not compute', async () => {
    writeFileSync(small.recipe.verify, 'throw new Error("wrong answer")')
    await expect(provision()).rejects.toMatchObject({ code: 'engine/verify' })
    expect(engines()).toEqual(['small-engine-1.0.whl'])
  })

  test('names the cure where pip finds nothing', async () => {
    vi.stubEnv('PIP_FIND_LINKS', temporaryFolder())
    await expect(provision()).rejects.toMatchObject({
      code: 'setup/fetch',
      message: expect.stringMatching(/^Could not fetch small-engine==1.0; to see why, run: /)
    })
  })
})
