import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connectStudio } from '../../../src-main/rpc/connect.ts'
import { serveStudio } from '../studio.ts'
import { OPEN_WINDOW } from '../windows.ts'
import { CHECKPOINTS, makeModel, startTraining } from './model.ts'
import { drag, measureMoves, PICTURE, WALL, type Moves, type Waits } from './moves.ts'
import { measureCalm } from './stolen-time.ts'

// Run by bench/latency-page.ts as an ordinary user: a studio is served, a model trained, and the page's
// own sliders moved in Chromium. The last line is JSON: waits by case, and the trainings' speeds.
const output = process.env['E2E_OUTPUT']!

const MOVES = 150
const WALLS = 60
// A hand on its way, and one that rests after each step: the wall follows the first step of a move.
const MOVING_MS = 30
const RESTING_MS = 250
const ROUNDS = 5
const WINDOW_MS = 8_000

const served = await serveStudio(output)
const studio = await connectStudio(served.url)
const dataset = await makeModel(studio, join(output, 'project'))
const { page, close } = await OPEN_WINDOW['chromium']!(served.url, output)
await page.getByRole('navigation').getByText('Explore').click()
await page.getByRole('slider', { name: 'Dimension 1', exact: true }).waitFor()
await page.locator(WALL).first().waitFor()
const slider = { slider: 'Dimension 1', picture: PICTURE, count: MOVES, pauseMs: MOVING_MS }
// Until everything has been compiled and is warm.
await measureMoves(page, { ...slider, slider: 'Dimension 4', count: 40 })

const waits: Record<string, Waits> = {
  'slider-64': await measureCalm(() => moveAnew(slider)),
  'wall-64': await measureCalm(() =>
    moveAnew({
      ...{ slider: 'Dimension 2', picture: WALL },
      ...{ count: WALLS, pauseMs: RESTING_MS }
    })
  ),
  'checkpoints-64': await measureCalm(scrub)
}
const training = await startTraining(studio, dataset)
const beside: Waits = { decoded: [], framed: [] }
const speeds: Record<'quiet' | 'moved' | 'still' | 'dragged', number[]> = {
  ...{ quiet: [], moved: [], still: [], dragged: [] }
}
for (let round = 0; round < ROUNDS; round++) {
  const { quiet, moved, waited } = await measureCalm(async () => {
    const before = await training.speed(() => wait(WINDOW_MS))
    // The very moves whose waiting is measured, so that both figures are of the same use.
    let waited: Waits | undefined
    const during = await training.speed(async () => {
      waited = await moveAnew({ ...slider, slider: 'Dimension 3' })
    })
    return { quiet: before, moved: during, waited: waited! }
  })
  add(beside, waited)
  speeds.quiet.push(quiet)
  speeds.moved.push(moved)
  const { still, dragged } = await measureCalm(async () => ({
    still: await training.speed(() => wait(WINDOW_MS)),
    dragged: await training.speed(() => drag(page, 'Dimension 5', WINDOW_MS))
  }))
  speeds.still.push(still)
  speeds.dragged.push(dragged)
}
waits['slider-64-training'] = beside
await training.stop()
await close()
await studio.close()
await served.close()
console.log(JSON.stringify({ waits, speeds }))
process.exit(0)

// From a place where it has not been, or a second time would be answered by what is kept.
async function moveAnew(moves: Moves): Promise<Waits> {
  await measureMoves(page, { ...slider, slider: 'Dimension 7', count: 1 })
  return await measureMoves(page, moves)
}

function add(all: Waits, { decoded, framed }: Waits): void {
  all.decoded.push(...decoded)
  all.framed.push(...framed)
}

// One new z after the other, each through the run's whole history.
async function scrub(): Promise<Waits> {
  const all: Waits = { decoded: [], framed: [] }
  for (let round = 0; round < ROUNDS; round++) {
    await measureMoves(page, { ...slider, slider: 'Dimension 6', count: 1 })
    const checkpoints = { slider: 'Checkpoint', picture: PICTURE, count: CHECKPOINTS - 1 }
    add(all, await measureMoves(page, { ...checkpoints, pauseMs: 100 }))
  }
  return all
}
