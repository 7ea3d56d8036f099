import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { linkEngine, unlinkEngine } from '../../scripts/lib/engine-links.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

function engine(name: string): string {
  const folder = temporaryFolder()
  for (const part of ['deps', 'lib']) {
    mkdirSync(join(folder, part))
    writeFileSync(join(folder, part, 'name'), name)
  }
  return folder
}

test('links take the place of nothing, of other links and of real folders', () => {
  const place = temporaryFolder()
  const names = (): string[] =>
    ['deps', 'lib'].map((part) => readFileSync(join(place, part, 'name'), 'utf8'))
  linkEngine(place, engine('first'))
  expect(names()).toEqual(['first', 'first'])
  linkEngine(place, engine('second'))
  expect(names()).toEqual(['second', 'second'])

  const installed = engine('installed')
  linkEngine(installed, engine('third'))
  expect(readFileSync(join(installed, 'deps/name'), 'utf8')).toBe('third')
  expect(readdirSync(installed)).toEqual(['deps', 'lib'])
})

test('links are taken away without what they lead to, and real folders stay', () => {
  const place = temporaryFolder()
  const shared = engine('shared')
  linkEngine(place, shared)
  unlinkEngine(place)
  expect(readdirSync(place)).toEqual([])
  expect(existsSync(join(shared, 'deps/name'))).toBe(true)
  const installed = engine('installed')
  unlinkEngine(installed)
  expect(readdirSync(installed)).toEqual(['deps', 'lib'])
})
