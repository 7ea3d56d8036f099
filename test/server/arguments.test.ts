import { expect, test } from 'vitest'
import { readServeArguments } from '../../src-main/server/arguments.ts'

test('without arguments any free port from 4175 on will do', () => {
  expect(readServeArguments([])).toEqual({ host: '127.0.0.1', port: 4175, exact: false })
})

test('what is asked for is meant', () => {
  const args = ['--port', '8080', '--host=::1', '--project', 'faces']
  expect(readServeArguments(args)).toEqual({
    host: '::1',
    port: 8080,
    exact: true,
    project: 'faces'
  })
})

test('each mistake is one sentence that names it and the cure', () => {
  const mistakes = [
    ['--port', '80x'],
    ['--port', '65536'],
    ['--host', '0.0.0.0'],
    ['--prot', '1']
  ]
  const sentences = mistakes.map((args) => {
    try {
      return readServeArguments(args)
    } catch (error) {
      return (error as Error).message
    }
  })
  expect(sentences).toEqual([
    '"80x" is not a port; --port takes 0 to 65535.',
    '"65536" is not a port; --port takes 0 to 65535.',
    'The studio is served on this machine only, so --host takes 127.0.0.1 or ::1 and not "0.0.0.0"; reach it from elsewhere by a tunnel between equal ports, such as ssh -L 4175:127.0.0.1:4175.',
    "Unknown option '--prot'; the served studio takes --port N, --host 127.0.0.1 or ::1, and --project DIR."
  ])
})
