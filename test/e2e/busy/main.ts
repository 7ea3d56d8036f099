import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connectStudio } from '../../../src-main/rpc/connect.ts'
import { makeDataset, startTraining } from '../latency/model.ts'
import { serveStudio } from '../studio.ts'
import { OPEN_WINDOW } from '../windows.ts'
import { clickAround } from './clicks.ts'
import { stalled } from './stall.ts'

// Run by bench/responsiveness.ts as an ordinary user: a studio is served and a run of usual settings trains;
// in Chromium its page is clicked through, then the whole browser is stopped and let go on by turns. The last line
// is JSON: each click, and the training's speeds.
const output = process.env['E2E_OUTPUT']!
const clickSeconds = Number(process.env['E2E_CLICK_SECONDS'])
const stallSeconds = Number(process.env['E2E_STALL_SECONDS'])
const rounds = Number(process.env['E2E_ROUNDS'])

const served = await serveStudio(output)
const studio = await connectStudio(served.url)
await studio.api.createProject({ path: join(output, 'project') })
const dataset = await makeDataset(studio)
const { page, close } = await OPEN_WINDOW['chromium']!(served.url, output)
// Snapshots, checkpoints by the clock and evaluations as they are.
const training = await startTraining(studio, dataset, {})
const clicks = await clickAround(page, clickSeconds)

const speeds: { quiet: number[]; stalled: number[] } = { quiet: [], stalled: [] }
for (let round = 0; round < rounds; round++) {
  speeds.quiet.push(await training.speed(() => wait(stallSeconds * 1000)))
  speeds.stalled.push(await training.speed(() => stalled(stallSeconds * 1000)))
}
// The page that slept answers again.
const awake = await clickAround(page, 10)
await training.stop()
await close()
await studio.close()
await served.close()
console.log(JSON.stringify({ clicks, awake, speeds }))
process.exit(0)
