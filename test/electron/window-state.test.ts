import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  fitToDisplays,
  readWindowState,
  writeWindowState
} from '../../src-main/electron/window-state.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const STATE = { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: true }
const DISPLAY = { x: 0, y: 0, width: 1920, height: 1080 }

test('what is written is read again', () => {
  const file = join(temporaryFolder(), 'window/window.json')
  writeWindowState(file, STATE)
  expect(readWindowState(file)).toEqual(STATE)
})

test('a missing or damaged file leaves the place to the system', () => {
  const file = join(temporaryFolder(), 'window.json')
  const nowhere = { maximized: false }
  expect(readWindowState(file)).toEqual(nowhere)
  for (const text of ['', '{', 'null', '{"bounds":{"x":"1"},"maximized":true}']) {
    writeFileSync(file, text)
    expect(readWindowState(file), text).toEqual(nowhere)
  }
})

test('bounds are kept only where a display still shows the title bar', () => {
  const at = (x: number, y: number) => ({ ...STATE, bounds: { ...STATE.bounds, x, y } })
  const lost = { maximized: true }
  expect(fitToDisplays(at(10, 20), [DISPLAY])).toEqual(at(10, 20))
  expect(fitToDisplays(at(-1100, 0), [DISPLAY])).toEqual(at(-1100, 0))
  expect(fitToDisplays(at(-1190, 0), [DISPLAY])).toEqual(lost)
  expect(fitToDisplays(at(10, -30), [DISPLAY])).toEqual(lost)
  expect(fitToDisplays(at(10, 1060), [DISPLAY])).toEqual(lost)
  const second = { ...DISPLAY, x: 1920 }
  expect(fitToDisplays(at(2000, 20), [DISPLAY])).toEqual(lost)
  expect(fitToDisplays(at(2000, 20), [DISPLAY, second])).toEqual(at(2000, 20))
})
