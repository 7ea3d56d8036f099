import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** While a paused run has the trainer: fills the queue from its settings, orders, holds and empties it. */
export async function useQueue(page: Page, look: Look): Promise<void> {
  const queue = page.getByRole('list', { name: 'Queue' })
  const rows = queue.getByRole('listitem')
  for (let run = 0; run < 3; run++) {
    await ofThisRun(page, 'New run with these settings')
    await page.getByRole('button', { name: 'Add to the queue' }).click()
    await rows.nth(run).waitFor()
    // The new run has come into view; the paused one is wanted again.
    await page
      .getByRole('list', { name: 'Runs' })
      .getByRole('button', { name: /paused/ })
      .click()
  }
  const order = (): Promise<string[]> => rows.locator('.run .truncated:first-child').allInnerTexts()
  const [first, second, third] = await order()
  const until = async (...names: (string | undefined)[]): Promise<void> => {
    for (let tries = 0; tries < 100; tries++) {
      if (JSON.stringify(await order()) === JSON.stringify(names)) return
      await page.waitForTimeout(50)
    }
    assert.deepEqual(await order(), names)
  }

  // By keys, by the menu, by the pointer.
  await page.getByRole('button', { name: `Move ${third}`, exact: true }).press('Home')
  await until(third, first, second)
  await page.getByRole('button', { name: `Place of ${third}`, exact: true }).click()
  await page.getByRole('menuitem', { name: 'Down' }).click()
  await until(first, third, second)
  const [from, to] = await Promise.all([
    page.getByRole('button', { name: `Move ${second}`, exact: true }).boundingBox(),
    rows.first().boundingBox()
  ])
  assert.ok(from && to)
  await page.mouse.move(from.x + 12, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, to.y + 4, { steps: 6 })
  await page.mouse.up()
  await until(second, first, third)

  await page.getByRole('button', { name: 'Hold', exact: true }).click()
  await page.getByText('You hold the queue').waitFor()
  await seeInBothThemes(page, look, 'queue')
  await page.getByRole('button', { name: 'Let it go on' }).click()
  await page.getByRole('button', { name: 'Hold', exact: true }).waitFor()
  for (const name of [second, first, third]) {
    await page.getByRole('button', { name: `Place of ${name}`, exact: true }).click()
    await page.getByRole('menuitem', { name: 'Take out of the queue' }).click()
    await page.getByRole('button', { name: `Place of ${name}`, exact: true }).waitFor({
      state: 'detached'
    })
  }
}

/** Saves the model of the run that trains. */
export async function saveCheckpoint(page: Page): Promise<void> {
  await ofThisRun(page, 'Save a checkpoint now')
  await page
    .getByText(/^Saved after [\d,]+ images, /)
    .first()
    .waitFor()
}

/** Opens, reads, zooms and smooths the curves of the run in view, by keys alone where they do it. */
export async function readCurves(page: Page, look: Look): Promise<void> {
  for (const title of ['Gradient norms', 'Speed']) {
    const fold = page.getByRole('button', { name: title, exact: true })
    await fold.press('Enter')
    assert.equal(await fold.getAttribute('aria-expanded'), 'true', title)
  }
  const losses = page.getByRole('slider', { name: 'Losses' })
  const read = async (): Promise<number> => Number(await losses.getAttribute('aria-valuenow'))
  await losses.press('Home')
  assert.equal(await read(), 0)
  await losses.press('PageUp')
  await losses.press('ArrowRight')
  const [at, end] = [await read(), Number(await losses.getAttribute('aria-valuemax'))]
  assert.ok(Math.abs(at - 0.11 * end) <= 1, `${at} is 11 % of ${end}`)
  const words = (await losses.getAttribute('aria-valuetext')) ?? ''
  assert.match(words, /^after [\d,]+ images: Generator [\d.e-]+, Discriminator [\d.e-]+$/)

  // Twice as close around there, and the pictures of that moment.
  await losses.press('+')
  await page.getByRole('button', { name: 'Whole run' }).waitFor()
  const wide = Number(await losses.getAttribute('aria-valuemax'))
  assert.ok(wide < 0.6 * end, `${wide} of ${end}`)
  await losses.press('Enter')
  await page.getByRole('button', { name: 'Latest', pressed: false }).waitFor()
  await page.getByRole('slider', { name: 'Smoothing' }).press('End')
  await seeInBothThemes(page, look, 'curves')
  await losses.press('Escape')
  await page.getByRole('button', { name: 'Whole run' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Latest' }).click()

  // By the pointer.
  const box = await losses.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + 100, box.y + 30)
  await page.mouse.down()
  await page.mouse.move(box.x + 180, box.y + 30, { steps: 5 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Whole run' }).click()
}

async function ofThisRun(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for this run' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
