import type { Page } from 'playwright-core'

/** What is moved, and what is looked at. */
export interface Moves {
  /** The slider's name. */
  slider: string
  /** A picture in the page that follows it. */
  picture: string
  count: number
  /** Between a picture and the next move. */
  pauseMs: number
}

/** Milliseconds from each move's input event. */
export interface Waits {
  /** Until the picture is in the page, decoded. */
  decoded: number[]
  /** Until the frame after that. */
  framed: number[]
}

/** The neighbours are windows on one picture. */
export const WALL = '[data-testid="neighbour"] img'
export const PICTURE = '[data-testid="latent-picture"]'

// Far above what anybody would wait for.
const PATIENCE_MS = 20_000

/** Moves a slider in the studio's own page, to places where it has not been, and waits for each picture. */
export async function measureMoves(page: Page, moves: Moves): Promise<Waits> {
  return await page.evaluate(
    async ({ slider: name, picture, count, pauseMs, patience }) => {
      const slider = document.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`)!
      const [low, high, step] = [slider.min, slider.max, slider.step].map(Number)
      const places = Math.round((high! - low!) / step!) + 1
      const here = Math.round((Number(slider.value) - low!) / step!)
      const sourceOf = (): string | undefined =>
        document.querySelector<HTMLImageElement>(picture)?.src
      const changed = (from: string | undefined): Promise<HTMLImageElement> =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(() => {
            observer.disconnect()
            reject(new Error(`Nothing followed “${name}” for ${patience} ms.`))
          }, patience)
          const observer = new MutationObserver(() => {
            if (sourceOf() === from) return
            clearTimeout(timer)
            observer.disconnect()
            resolve(document.querySelector<HTMLImageElement>(picture)!)
          })
          const options = { subtree: true, childList: true, attributeFilter: ['src'] }
          observer.observe(document.body, options)
        })
      const waits: { decoded: number[]; framed: number[] } = { decoded: [], framed: [] }
      for (let move = 1; move <= count; move++) {
        await new Promise((done) => setTimeout(done, pauseMs))
        const follows = changed(sourceOf())
        const startedAt = performance.now()
        slider.value = String(low! + ((here + move) % places) * step!)
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await (await follows).decode()
        waits.decoded.push(performance.now() - startedAt)
        await new Promise(requestAnimationFrame)
        waits.framed.push(performance.now() - startedAt)
      }
      return waits
    },
    { ...moves, patience: PATIENCE_MS }
  )
}

/** Moves a slider in every frame, as a hand does that never rests. */
export async function drag(page: Page, name: string, milliseconds: number): Promise<void> {
  await page.evaluate(
    async ([name, milliseconds]) => {
      const slider = document.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`)!
      const [low, high] = [Number(slider.min), Number(slider.max)]
      const startedAt = performance.now()
      for (let now = 0; now < milliseconds; now = performance.now() - startedAt) {
        // Slowly to and fro, and hardly ever at the same place again.
        slider.value = String(low + ((Math.sin(now / 700) + 1) / 2) * (high - low))
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        await new Promise(requestAnimationFrame)
      }
    },
    [name, milliseconds] as const
  )
}
