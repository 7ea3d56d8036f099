import type { Page } from 'playwright-core'

const PAUSE_MS = 250

// What is clicked, in turn; from Train on the run's own pages.
const PLACES: ((page: Page) => ReturnType<Page['getByRole']>)[] = [
  ...['Dataset', 'Train'].map((name) => place(name)),
  ...['Doctor', 'Checkpoints', 'Tree', 'Live'].map((name) => tab(name))
]

/** Clicks through the page for so many seconds; the milliseconds from each click until it is painted. */
export async function clickAround(page: Page, seconds: number): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { clickTimes: times })
    addEventListener(
      'click',
      ({ timeStamp }) => {
        // The first frame draws the change, the second begins once it is on screen.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => times.push(performance.now() - timeStamp))
        )
      },
      { capture: true }
    )
  })
  const endAt = performance.now() + seconds * 1000
  for (let click = 0; performance.now() < endAt; click++) {
    await PLACES[click % PLACES.length]!(page).click()
    await page.waitForTimeout(PAUSE_MS)
  }
  return await page.evaluate(() => (window as unknown as { clickTimes: number[] }).clickTimes)
}

function place(name: string): (page: Page) => ReturnType<Page['getByRole']> {
  return (page) => page.getByRole('navigation').getByRole('button', { name })
}

function tab(name: string): (page: Page) => ReturnType<Page['getByRole']> {
  return (page) => page.getByRole('tab', { name })
}
