import { expect, test } from 'vitest'
import { isEngineCare } from '../../scripts/lib/engine-command.mjs'
import { chosenKind, keepKind, takeKind } from '../../scripts/lib/engine-kind.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

test.each([
  [['--port', '80'], undefined, ['--port', '80']],
  [['--serve', '--engine', 'gpu', '--port', '80'], 'gpu', ['--serve', '--port', '80']],
  [['--engine=cpu', '--serve'], 'cpu', ['--serve']]
])('of %j the engine is %s and the rest is %j', (args, kind, rest) => {
  expect(takeKind(args)).toEqual({ kind, rest })
})

test.each([
  [['--engine', 'cuda'], '"cuda"'],
  [['--engine'], '""']
])('%j is a mistake, told in one sentence', (args, given) => {
  expect(() => takeKind(args)).toThrow(`--engine cannot be ${given}; it takes cpu or gpu.`)
})

test('a checkout remembers the kind that was asked for last', () => {
  const root = temporaryFolder()
  expect(chosenKind(root)).toBe('cpu')
  keepKind('gpu', root)
  expect(chosenKind(root)).toBe('gpu')
  keepKind('cpu', root)
  expect(chosenKind(root)).toBe('cpu')
})

test('what mends the engine is told apart from what asks for it', () => {
  const isCare = (line: string): boolean => isEngineCare(line.split(' '))
  expect(isCare('engine --repair --json')).toBe(true)
  expect(isCare('engine --verify')).toBe(true)
  expect(isCare('engine --json')).toBe(false)
  expect(isCare('engine --repair --help')).toBe(false)
  expect(isCare('runs --repair')).toBe(false)
})
