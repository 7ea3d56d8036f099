import type { Page } from 'playwright-core'

const CLICKS = 40
const PAUSE_MS = 150

/**
 * How long the interface takes to answer a click, in milliseconds: from the click on a place in the
 * rail to the first frame that shows the other view. Returns the 50th and 95th percentiles.
 */
export async function measureClicks(page: Page): Promise<{ p50: number; p95: number }> {
  const times = await page.evaluate(
    async ([clicks, pause]) => {
      const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()))
      const places = ['Dataset', 'Train'].map((word) => {
        const buttons = Array.from(document.querySelectorAll<HTMLElement>('nav button'))
        return buttons.find((button) => button.textContent?.includes(word))!
      })
      const measured: number[] = []
      for (let click = 0; click < clicks!; click++) {
        await new Promise((done) => setTimeout(done, pause))
        const startedAt = performance.now()
        places[click % 2]!.click()
        // The first frame draws the change, the second begins once it is on screen.
        await frame()
        await frame()
        measured.push(performance.now() - startedAt)
      }
      return measured
    },
    [CLICKS, PAUSE_MS]
  )
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!
  return { p50: at(0.5), p95: at(0.95) }
}
