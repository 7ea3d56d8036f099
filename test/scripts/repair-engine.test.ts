import { copyFileSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { unlinkEngine } from '../../scripts/lib/engine-links.mjs'
import { addonPackage } from '../../scripts/lib/engine-recipe.mjs'
import { ensureEngine } from '../../scripts/lib/engine.mjs'
import { nodeBinary } from '../../scripts/lib/paths.mjs'
import { checkEngine, repairEngine } from '../../scripts/lib/repair-engine.mjs'
import { temporaryFolder } from '../temporary-folder.ts'
import { makeSmallEngine, type SmallEngine } from './small-engine.ts'

const LIBRARY = 'deps/lib/libtensorflow_framework.so.2'
const ADDON = 'lib/napi-v8/tfjs_binding.node'

let root: string
let cache: string
let small: SmallEngine

/** A checkout whose package is pointed at a small engine. */
beforeEach(async () => {
  root = temporaryFolder()
  cache = temporaryFolder()
  small = makeSmallEngine(temporaryFolder())
  for (const [name, value] of Object.entries(small.environment)) vi.stubEnv(name, value)
  mkdirSync(addonPackage(root), { recursive: true })
  mkdirSync(dirname(nodeBinary(root)), { recursive: true })
  symlinkSync(process.execPath, nodeBinary(root))
  await ensureEngine(root, small.recipe, cache)
  return () => vi.unstubAllEnvs()
})

const check = async (): Promise<{ path: string; problem: string }[]> =>
  (await checkEngine(root, small.recipe)).damage
const repair = async (): Promise<string> =>
  repairEngine(root, small.recipe, cache, await checkEngine(root, small.recipe))
const linked = (path: string): string => join(addonPackage(root), path)

test('a whole engine is whole, and everything of it was read', async () => {
  const bytes = ['deps/lib/libtensorflow_cc.so.2', LIBRARY, 'deps/include/answer.h', ADDON]
    .concat('deps/parts/one/lib/libone.so.12', 'deps/parts/one/bin/tool')
    .reduce((sum, path) => sum + readFileSync(linked(path)).length, 0)
  expect(await checkEngine(root, small.recipe)).toEqual({
    engine: addonPackage(root),
    files: 6,
    bytes,
    damage: []
  })
})

test.each<[string, () => void, { path: string; problem: string }[]]>([
  [
    'a file that is gone',
    () => rmSync(linked(LIBRARY)),
    [{ path: LIBRARY, problem: 'is missing' }]
  ],
  [
    'an addon that was cut off',
    () => truncateSync(linked(ADDON), 100),
    [{ path: ADDON, problem: expect.stringMatching(/^has 100 bytes instead of \d+$/) as string }]
  ],
  [
    'a manifest of no sense',
    () => writeFileSync(linked('deps/engine.json'), '{'),
    [{ path: 'deps/engine.json', problem: 'cannot be read' }]
  ],
  [
    'a link to nowhere',
    () => unlinkEngine(addonPackage(root)),
    [{ path: 'deps/engine.json', problem: 'is missing' }]
  ]
])('%s is named and made anew', async (_, damage, expected) => {
  damage()
  expect(await check()).toEqual(expected)
  expect(await repair()).toBe(join(cache, 'engines/small-engine-1.0'))
  expect(await check()).toEqual([])
})

test('what is right is not fetched again', async () => {
  const addon = readFileSync(linked(ADDON))
  rmSync(small.wheels, { recursive: true })
  truncateSync(linked(ADDON), 100)
  await repair()
  expect(await check()).toEqual([])
  expect(readFileSync(linked(ADDON)).equals(addon)).toBe(true)
})

test('a broken link to a whole engine is a link again, and nothing is built', async () => {
  rmSync(linked('lib'))
  vi.stubEnv('CXX', 'no-such-compiler')
  expect(await check()).toEqual([{ path: ADDON, problem: 'is missing' }])
  await repair()
  expect(await check()).toEqual([])
})

test("another's engine that cannot be mended is left for one's own", async () => {
  const other = temporaryFolder()
  const damaged = readlinkSync(linked('deps'))
  copyFileSync(linked(ADDON), linked(LIBRARY))
  const engine = await repairEngine(
    root,
    small.recipe,
    other,
    await checkEngine(root, small.recipe)
  )
  expect([engine, readlinkSync(linked('deps'))]).toEqual([
    join(other, 'engines/small-engine-1.0'),
    join(other, 'engines/small-engine-1.0/deps')
  ])
  expect(readFileSync(join(damaged, '..', ADDON))).toEqual(
    readFileSync(join(damaged, '..', LIBRARY))
  )
})

test('an engine that is not the wanted one counts as damaged', async () => {
  const { damage } = await checkEngine(root, { ...small.recipe, id: 'small-engine-2.0' })
  expect(damage).toEqual([
    {
      path: 'deps/engine.json',
      problem: 'is of another engine (small-engine-1.0) than is wanted (small-engine-2.0)'
    }
  ])
})
