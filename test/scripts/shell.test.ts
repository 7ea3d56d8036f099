import { expect, test } from 'vitest'
import { readStartArguments, windowObstacle } from '../../scripts/lib/shell.mjs'

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, number | undefined, string | undefined]>([
  ['linux', { DISPLAY: ':0' }, 1000, undefined],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, undefined],
  ['linux', {}, 1000, 'there is no display'],
  ['linux', { DISPLAY: ':0' }, 0, 'you are root, for whom Electron refuses its sandbox'],
  ['darwin', {}, 0, undefined],
  ['win32', {}, undefined, undefined]
])('on %s with %o as user %s: %s', (platform, environment, user, obstacle) => {
  expect(windowObstacle(platform, environment, user)).toBe(obstacle)
})

test('start keeps --serve to itself and hands on the rest', () => {
  expect(readStartArguments(['--serve', '--port', '8080'])).toEqual({
    serve: true,
    connect: false,
    passed: ['--port', '8080']
  })
  expect(readStartArguments(['--connect=http://127.0.0.1:1/']).connect).toBe(true)
})
