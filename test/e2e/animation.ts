import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { serveStudio } from './studio.ts'
import { OPEN_WINDOW } from './windows.ts'

// Of the window, and of the animation.
const WINDOW = { width: 1440, height: 760 }
const WIDTH = 1080
const TERMS = ['man with glasses', 'man', 'woman']

// Run by animation.mjs as an ordinary user.
const [project, output, seed, ...lists] = process.argv.slice(2) as [string, string, string]
const picks = (lists as string[]).map((list) => list.split(',').map(Number))

const home = join(output, 'home')
cpSync(project, join(home, 'project'), { recursive: true })
const studio = await serveStudio(home, join(home, 'project'))
const { page, close } = await OPEN_WINDOW['chromium']!(studio.url, home)
await page.setViewportSize(WINDOW)
const recorder = await record(page)
await prepare()
await tell()
await sharp(recorder.frames, { join: { animated: true } })
  .webp({ quality: 80, effort: 4, delay: recorder.delays, loop: 0 })
  .toFile(join(output, 'arithmetic.webp'))
const seconds = recorder.delays.reduce((sum, delay) => sum + delay, 0) / 1000
console.log(`${recorder.frames.length} frames, ${seconds.toFixed(1)} s`)
await close()
await studio.close()
process.exit(0)

/** The empty canvas beside the samples. */
async function prepare(): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Explore' })
    .click()
  await page.getByRole('tab', { name: 'Arithmetic' }).click()
  const favourites = page.getByRole('button', { name: /^Favourites/ })
  if ((await favourites.getAttribute('aria-expanded')) === 'true') await favourites.click()
  await page.getByRole('region', { name: 'Samples to pick from' }).getByRole('textbox').fill(seed)
  await page.getByTestId('pool-picture').nth(31).waitFor()
  const clear = page.getByRole('button', { name: 'Begin anew' })
  if (await clear.isEnabled()) await clear.click()
  await page.waitForFunction(() =>
    Array.from(
      document.querySelectorAll<HTMLImageElement>('[data-testid="pool-picture"] img')
    ).every(({ complete, naturalWidth }) => complete && naturalWidth > 0)
  )
  await page.waitForTimeout(500)
}

/** The story: three terms are filled, the weight of the first is moved, and the result looked at. */
async function tell(): Promise<void> {
  await recorder.shoot(2000)
  for (const [term, name] of TERMS.entries()) {
    const field = page.getByRole('textbox', { name: `Name of term ${term + 1}` })
    await recorder.click(field)
    await field.fill(name)
    await recorder.shoot(450)
    for (const pick of picks[term]!) {
      await recorder.click(page.getByTestId('pool-picture').nth(pick - 1))
      await page.waitForTimeout(500)
      await recorder.shoot(320)
    }
    await recorder.shoot(700)
  }
  await recorder.shoot(2200)
  const weight = page.getByRole('slider', { name: `Weight of ${TERMS[0]!}` })
  await recorder.moveTo(weight)
  for (const value of [1.1, 1.2, 1.3, 1.4, 1.3, 1.2, 1.1, 1]) {
    await weight.fill(String(value))
    await page.waitForTimeout(350)
    await recorder.shoot(180)
  }
  await recorder.click(page.getByRole('button', { name: 'Other neighbours' }))
  await page.waitForTimeout(500)
  await recorder.shoot(1200)
  await recorder.click(page.getByRole('button', { name: /^Result: / }))
  await page.waitForTimeout(1000)
  await recorder.shoot(2800)
}

/** Takes frames, each with how long it is shown, and moves a pointer that can be seen. */
async function record(page: Page) {
  const frames: Buffer[] = []
  const delays: number[] = []
  let at = { x: WINDOW.width / 2, y: WINDOW.height / 2 }

  async function shoot(milliseconds: number): Promise<void> {
    const picture = await page.screenshot()
    frames.push(await sharp(picture).resize({ width: WIDTH }).png().toBuffer())
    delays.push(milliseconds)
  }

  async function point({ x, y }: typeof at): Promise<void> {
    await page.mouse.move(x, y)
    await page.evaluate(
      (place) => {
        let pointer = document.querySelector<HTMLElement>('#pointer')
        if (!pointer) {
          pointer = document.createElement('div')
          pointer.id = 'pointer'
          const { style } = pointer
          style.cssText =
            'position:fixed;z-index:999;width:22px;height:22px;margin:-11px;border-radius:11px;' +
            'border:2px solid white;background:rgb(90 170 255 / 0.55);pointer-events:none'
          document.body.append(pointer)
        }
        pointer.style.left = `${place.x}px`
        pointer.style.top = `${place.y}px`
      },
      { x, y }
    )
  }

  async function moveTo(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded()
    const box = (await target.boundingBox())!
    const end = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const start = at
    const steps = 3
    for (let step = 1; step <= steps; step++) {
      const share = step / steps
      at = { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share }
      await point(at)
      await shoot(60)
    }
  }

  async function click(target: Locator): Promise<void> {
    await moveTo(target)
    await page.mouse.down()
    await page.mouse.up()
  }

  return { frames, delays, shoot, moveTo, click }
}
