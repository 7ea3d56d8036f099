import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** In the screen's own units, which are not always pixels. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

const WindowStateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).optional(),
  maximized: z.boolean()
})

/** Where the window was; without bounds the system chooses. */
export type WindowState = z.output<typeof WindowStateSchema>

export const SMALLEST = { width: 1024, height: 700 }
export const USUAL = { width: 1360, height: 860 }

// Enough of the title bar to take hold of.
const GRIP = 80

/** Reads what was kept; a missing or damaged file is no trouble. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { maximized: false }
  }
}

/** Keeps the state, replacing the file whole. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}

/** Drops bounds that no present display shows enough of: a screen may have been unplugged. */
export function fitToDisplays(state: WindowState, displays: readonly Rectangle[]): WindowState {
  const { bounds } = state
  if (!bounds) return state
  const reachable = displays.some((display) => {
    const across = overlap(bounds.x, bounds.width, display.x, display.width)
    const titleIsOn = bounds.y >= display.y && bounds.y + GRIP <= display.y + display.height
    return across >= GRIP && titleIsOn
  })
  return reachable ? state : { maximized: state.maximized }
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b)
}
