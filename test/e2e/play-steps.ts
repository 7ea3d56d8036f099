import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** Toys run, are stopped, scrubbed, stepped, set side by side, drawn by hand and saved; by keys alone. */
export async function playToys(page: Page, look: Look): Promise<void> {
  await page.keyboard.press('5')
  await page.getByRole('heading', { name: 'Playground' }).waitFor()
  const ring = page.getByRole('img', { name: /^Plain, after 0 iterations: Not begun/ })
  await ring.waitFor({ timeout: 60_000 })

  // Runs on the space bar, and is scrubbed to where it began.
  await page.getByRole('button', { name: 'Run', exact: true }).press('Enter')
  await page.getByRole('img', { name: /^Plain, after \d[\d,]{2,} iterations/ }).waitFor()
  await page.getByRole('button', { name: 'Pause', exact: true }).press('Enter')
  await page.getByRole('slider', { name: 'Moment of the training' }).press('Home')
  await ring.waitFor()
  await page.getByRole('switch', { name: 'Grid of z' }).press('Space')
  await page.getByRole('switch', { name: 'Pull on samples' }).press('Space')
  await page.getByRole('slider', { name: 'Moment of the training' }).press('End')
  await seeInBothThemes(page, look, 'playground')

  // One of three side by side.
  await page
    .getByRole('button', { name: 'Labels smoothed on neither, one or both sides' })
    .press('Enter')
  await page.getByRole('region', { name: /smoothing 0.2, generated/ }).waitFor()
  await page.getByRole('img', { name: /^Plain, after 0/ }).waitFor({ timeout: 60_000 })
  await page.getByRole('button', { name: 'D step' }).press('Enter')
  await page.getByRole('img', { name: /^Plain, after 1 iteration:/ }).waitFor()
  await seeInBothThemes(page, look, 'playground-three')
  await saveFigure(page)

  // Drawn by keys.
  await page.getByRole('button', { name: 'Draw by hand' }).press('Enter')
  const pad = page.getByRole('application', { name: /^Drawing of the data/ })
  for (let key = 0; key < 10; key++) await pad.press('Shift+ArrowRight')
  await seeInBothThemes(page, look, 'playground-drawing')
  await page.getByRole('button', { name: 'Learn this' }).press('Enter')
  await page
    .getByRole('img', { name: /^Plain, after 0/ })
    .first()
    .waitFor({ timeout: 60_000 })

  await lookAround(page, look)
  await page
    .getByRole('button', { name: 'Use these settings for a run on pictures' })
    .first()
    .press('Enter')
  await page.getByText('1 changed').waitFor()
  await page.getByRole('button', { name: 'Reset all' }).press('Enter')
}

// The figures, what else generates, and the tour.
async function lookAround(page: Page, look: Look): Promise<void> {
  await page.getByRole('tab', { name: 'Figures' }).press('Enter')
  await page.getByRole('article', { name: 'A row for each class' }).getByText('98.8 %').waitFor()
  await seeInBothThemes(page, look, 'playground-figures')
  await page.getByRole('tab', { name: 'Generative models' }).press('Enter')
  await page.getByRole('rowheader', { name: 'Diffusion model' }).waitFor()
  await seeInBothThemes(page, look, 'playground-models')
  await page.getByRole('button', { name: 'Begin the tour' }).press('Enter')
  await page.getByRole('heading', { name: 'Two networks play a game' }).waitFor()
  await page.getByRole('button', { name: 'Next', exact: true }).press('Enter')
  await page.getByRole('heading', { name: 'What there is to know' }).waitFor()
  await page.getByRole('img', { name: /^Modern, .*after 0/ }).waitFor({ timeout: 60_000 })
  await seeInBothThemes(page, look, 'playground-tour')
  await page.getByRole('button', { name: 'Next', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'End the tour' }).press('Enter')
  await page.getByRole('img', { name: /minimax, after 0/ }).waitFor({ timeout: 60_000 })
}

async function saveFigure(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save the figure' }).first().press('Enter')
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^SVG/ }).press('Enter')
  const text = await readFile(await (await saved).path(), 'utf8')
  assert.match(text, /^<svg[^>]*viewBox="0 0 400 348"/)
  assert.match(text, /stroke-dasharray="7px, 4px"/)
  assert.doesNotMatch(text, /var\(--/)
}
