import { expect, test } from 'vitest'
import { readWindowArguments } from '../../src-main/electron/arguments.ts'

test('our own arguments are found among those of Chromium', () => {
  const url = 'http://127.0.0.1:4175/?token=abc'
  const args = ['--inspect=0', '--remote-debugging-port=0', '.', '--connect', url, '--no-first-run']
  expect(readWindowArguments(args)).toEqual({ connect: url, selfCheck: false })
  expect(readWindowArguments(['.', '--project=faces'])).toEqual({
    project: 'faces',
    selfCheck: false
  })
  expect(readWindowArguments(['--self-check'])).toEqual({ selfCheck: true })
  expect(readWindowArguments(['--trainer-check', 'a'])).toEqual({
    trainerCheck: 'a',
    selfCheck: false
  })
})

test('an argument without its value, or two that exclude each other, are a sentence', () => {
  expect(() => readWindowArguments(['--connect'])).toThrow('--connect needs a value after it.')
  expect(() => readWindowArguments(['--connect=http://a', '--project=b'])).toThrow(
    'give one of them'
  )
})
