import type { Page } from 'playwright-core'
import { watchStolen } from '../latency/stolen-time.ts'

const PAUSE_MS = 250

// What is clicked, in turn; from Train on the run's own pages.
const PLACES: ((page: Page) => ReturnType<Page['getByRole']>)[] = [
  ...['Dataset', 'Train'].map((name) => place(name)),
  ...['Doctor', 'Checkpoints', 'Tree', 'Live'].map((name) => tab(name))
]

/** One click: on what, and how long until it was painted. */
export interface Click {
  what: string
  ms: number
  /** Percent of the processors' time that the machine's host took away since the click before. */
  stolen: number
}

/** Clicks through the page for so many seconds. */
export async function clickAround(page: Page, seconds: number): Promise<Click[]> {
  await page.evaluate(() => {
    const times: { what: string; ms: number }[] = []
    Object.assign(window, { clickTimes: times })
    addEventListener(
      'click',
      ({ timeStamp, target }) => {
        const what = (target as HTMLElement).innerText
        // The first frame draws the change, the second begins once it is on screen.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => times.push({ what, ms: performance.now() - timeStamp }))
        )
      },
      { capture: true }
    )
  })
  const stolen: number[] = []
  const endAt = performance.now() + seconds * 1000
  for (let click = 0; performance.now() < endAt; click++) {
    const share = watchStolen()
    await PLACES[click % PLACES.length]!(page).click()
    await page.waitForTimeout(PAUSE_MS)
    stolen.push(Math.round(100 * share()))
  }
  const times = await page.evaluate(
    () => (window as unknown as { clickTimes: Omit<Click, 'stolen'>[] }).clickTimes
  )
  return times.map((time, at) => ({ ...time, stolen: stolen[at] ?? 0 }))
}

function place(name: string): (page: Page) => ReturnType<Page['getByRole']> {
  return (page) => page.getByRole('navigation').getByRole('button', { name })
}

function tab(name: string): (page: Page) => ReturnType<Page['getByRole']> {
  return (page) => page.getByRole('tab', { name })
}
