import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { connectStudio } from '../../../src-main/rpc/connect.ts'
import { serveStudio } from '../studio.ts'
import { OPEN_WINDOW } from '../windows.ts'

// Run by bench/play.ts as an ordinary user: a toy learns the ring of 8 while it is drawn in Chromium, until its past
// is full; then that past is scrubbed. The last line is JSON: of each round iterations and pictures a second, and the
// milliseconds from each move of the scrubber until its picture is on screen.
const output = process.env['E2E_OUTPUT']!
const rounds = Number(process.env['E2E_ROUNDS'])

const ROUND_MS = 10_000
const MOMENTS = 2_000
const MOVES = 200
// As a hand moves it.
const MOVE_MS = 33

const project = join(output, 'project')
mkdirSync(output, { recursive: true })
const served = await serveStudio(output)
const studio = await connectStudio(served.url)
await studio.api.createProject({ path: project })
await studio.close()
const { page, close } = await OPEN_WINDOW['chromium']!(served.url, output)
await page.getByRole('navigation').getByText('Play', { exact: true }).click()
await page.getByRole('img', { name: /^Plain, after 0 iterations/ }).waitFor()
await page.getByRole('button', { name: 'Run', exact: true }).click()
// Until everything is warm.
await page.waitForTimeout(3_000)
const live = []
for (let round = 0; round < rounds; round++) live.push(await watch(page))
await page.waitForFunction(
  (most) => Number(document.querySelector('.time input')!.getAttribute('max')) + 2 >= most,
  MOMENTS,
  { timeout: 300_000 }
)
await page.getByRole('button', { name: 'Pause', exact: true }).click()
const moments = await page.evaluate(
  () => Number(document.querySelector('.time input')!.getAttribute('max')) + 1
)
const scrubbed = await scrub(page)
await close()
await served.close()
console.log(JSON.stringify({ live, moments, scrubbed }))
process.exit(0)

// Pictures are counted as frames of the screen before which the toy has moved on.
function watch(page: Page): Promise<{ iterations: number; pictures: number }> {
  return page.evaluate(
    (lasts) =>
      new Promise((done) => {
        const iteration = (): number => {
          const label = document.querySelector('.square')!.getAttribute('aria-label')!
          return Number(/after ([\d,]+) iteration/.exec(label)![1]!.replaceAll(',', ''))
        }
        const begun = performance.now()
        const first = iteration()
        let pictures = 0
        let last = first
        const look = (): void => {
          const now = iteration()
          if (now !== last) pictures++
          last = now
          const seconds = (performance.now() - begun) / 1_000
          if (seconds * 1_000 < lasts) requestAnimationFrame(look)
          else done({ iterations: (last - first) / seconds, pictures: pictures / seconds })
        }
        requestAnimationFrame(look)
      }),
    ROUND_MS
  )
}

function scrub(page: Page): Promise<number[]> {
  return page.evaluate(
    async ([moves, rest]) => {
      const input = document.querySelector<HTMLInputElement>('.time input')!
      const most = Number(input.max)
      const frame = (): Promise<number> => new Promise((next) => requestAnimationFrame(next))
      const waits: number[] = []
      for (let move = 0; move < moves!; move++) {
        // To and fro over all of it.
        const share = Math.abs((((3 * move) / moves!) % 2) - 1)
        const begun = performance.now()
        input.value = String(Math.round(share * most))
        input.dispatchEvent(new Event('input', { bubbles: true }))
        await frame()
        await frame()
        waits.push(performance.now() - begun)
        await new Promise((next) => setTimeout(next, rest))
      }
      return waits
    },
    [MOVES, MOVE_MS]
  )
}
