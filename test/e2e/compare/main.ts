import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { connectStudio } from '../../../src-main/rpc/connect.ts'
import { makeModel } from '../latency/model.ts'
import { serveStudio } from '../studio.ts'
import { OPEN_WINDOW } from '../windows.ts'
import { MANY, multiplyRuns } from './many-runs.ts'

// Run by bench/compare.ts as an ordinary user: a project of a thousand runs is served, and in Chromium its
// table opened and its eight longest runs set side by side, each time in a page of its own. The last line is JSON:
// milliseconds from the click until everything is on screen, rows of a curve, and whether the pictures were the same.
const output = process.env['E2E_OUTPUT']!
const rounds = Number(process.env['E2E_ROUNDS'])
const project = join(output, 'project')

const first = await serveStudio(output)
const studio = await connectStudio(first.url)
await makeModel(studio, project)
await studio.close()
await first.close()
multiplyRuns(project)

const served = await serveStudio(output, project)
const again = await connectStudio(served.url)
const long = (await again.api.getState({})).runs.filter(({ name }) => name.startsWith('Long'))
const rows = (await again.api.getMetrics({ run: long[0]!.id })).length
await again.close()

const { page, close } = await OPEN_WINDOW['chromium']!(served.url, output)
const [table, side, pictures]: [number[], number[], string[]] = [[], [], []]
for (let round = 0; round < rounds; round++) {
  await page.goto(served.url)
  await page.getByRole('button', { name: 'Dataset', exact: true }).click()
  table.push(await untilShown(page, 'nav[aria-label=Views] button:nth-of-type(4)', 'table'))
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('Long')
  await page.getByText(`${MANY.long} shown`).waitFor()
  await page.getByRole('checkbox', { name: 'Pick all that are shown' }).click()
  side.push(await untilShown(page, 'aside .button.primary', 'side'))
  pictures.push(await pictureOf(page))
}
await close()
await served.close()
const same = new Set(pictures).size === 1
console.log(JSON.stringify({ table, side, rows, same }))
process.exit(0)

// From the click until each of the things is drawn, and the frame with it begun.
function untilShown(page: Page, button: string, what: 'table' | 'side'): Promise<number> {
  return page.evaluate(
    ([selector, which]) =>
      new Promise<number>((done) => {
        // Its corner is of the first sample.
        const isDrawn = (canvas: HTMLCanvasElement): boolean =>
          canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data[3]! > 0
        const all = <Found extends Element>(wanted: string): Found[] =>
          Array.from(document.querySelectorAll<Found>(wanted))
        const isShown = {
          // Figures and curves too, not only names.
          table: () => all('.rows svg[role=img] path').length > 4,
          side: () => {
            const isRead = all('section[aria-label=Curves] [role=status]').length === 0
            const grids = all<HTMLCanvasElement>('.grids canvas')
            const plots = all('.plots canvas')
            return isRead && plots.length >= 4 && grids.length === 8 && grids.every(isDrawn)
          }
        }[which as 'table' | 'side']
        const element = document.querySelector<HTMLElement>(selector!)!
        const begun = performance.now()
        element.click()
        const look = (): void => {
          if (isShown()) requestAnimationFrame(() => done(performance.now() - begun))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    [button, what]
  )
}

// Every curve as its pixels are.
async function pictureOf(page: Page): Promise<string> {
  const drawn = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLCanvasElement>('.plots canvas')).map((canvas) =>
      canvas.toDataURL()
    )
  )
  return createHash('sha256').update(drawn.join()).digest('hex')
}
