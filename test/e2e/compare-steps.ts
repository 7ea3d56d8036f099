import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { assertAccessible } from './accessibility.ts'
import { see, seeInBothThemes, type Look } from './look.ts'

// Ten steps at batch 64.
const IMAGES = '640'

/** An experiment of two rates is trained and read, its runs set side by side, deleted, put back and deleted. */
export async function compareRuns(page: Page, look: Look): Promise<void> {
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await openPage(page, 'Side by side')
  await page.getByRole('button', { name: 'Pick runs' }).waitFor()
  await openPage(page, 'Experiments')
  await page.getByRole('button', { name: 'New experiment' }).press('Enter')
  await fillExperiment(page, look)

  await page.getByText('2 runs, all ended').waitFor()
  await readExperiment(page, look)

  const inspector = page.getByRole('complementary', { name: 'Experiment' })
  await inspector.getByRole('button', { name: 'Side by side' }).press('Enter')
  await compare(page, look)

  await openPage(page, 'Runs')
  await seeInBothThemes(page, look, 'runs')
  await takeAway(page, look)
  await page.getByRole('button', { name: 'Train', exact: true }).click()
}

async function fillExperiment(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'New experiment' })
  const values = dialog.getByRole('textbox', { name: 'Values of Generator learning rate' })
  await values.fill('0.0001, fast')
  await dialog.getByText(/^“Generator learning rate” cannot be "fast"/).waitFor()
  await values.fill('0.0001, 0.0004')
  await dialog.getByRole('textbox', { name: 'Seeds of each' }).fill('1')
  await dialog.getByRole('textbox', { name: 'Training length' }).fill(IMAGES)
  await dialog.getByText(/about .* in all/).waitFor()
  await see(page, look, 'experiment-new', 'Dark')
  await dialog.getByRole('button', { name: 'Queue 2 runs' }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

async function readExperiment(page: Page, look: Look): Promise<void> {
  const lines = page.getByRole('button', { name: /^Generator learning rate .*: / })
  // A line without any height counts as hidden.
  await lines.nth(1).waitFor({ state: 'attached' })
  assert.equal(await lines.count(), 2)

  await page.getByRole('button', { name: 'Only Generator learning rate 0.0004' }).press('Enter')
  await page.getByText('1 of 2 runs').waitFor()
  await page.getByRole('button', { name: 'Show all' }).press('Enter')
  await page.getByRole('img', { name: /^Generator learning rate 0.0001.* after/ }).waitFor()
  await seeInBothThemes(page, look, 'experiment')

  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await page.getByText('is deleted; its runs stay.').first().waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().press('Enter')
  await lines.first().waitFor({ state: 'attached' })
}

async function compare(page: Page, look: Look): Promise<void> {
  const moment = page.getByRole('slider', { name: 'Moment of all runs' })
  const grids = page.getByRole('region', { name: 'The same z in every run' }).getByRole('img')
  await grids.nth(1).waitFor()
  assert.equal(await grids.count(), 2)
  await page.locator('.plots canvas').first().waitFor()
  await seeInBothThemes(page, look, 'compare')

  await moment.press('Home')
  assert.equal(await moment.getAttribute('aria-valuetext'), '0 images')
  await moment.press('End')
  for (const [axis, words] of [
    ['Steps', '10 steps'],
    ['Images seen', '640 images']
  ] as const) {
    await choose(page, 'Compare by', axis)
    assert.equal(await moment.getAttribute('aria-valuetext'), words)
  }
  await choose(page, 'Show', /^Difference from … 0.0001/)
  await grids.and(page.getByLabel(/0\.0004.*: difference from/)).waitFor()
  await page.getByRole('switch', { name: 'Logarithmic' }).press('Enter')
  await page
    .getByRole('region', { name: 'What differs', exact: true })
    .getByRole('cell', { name: '0.0004', exact: true })
    .waitFor()
  await look.shoot('compare-difference')
}

// Deletion by keys, its undo, and the same through the list of what was deleted.
async function takeAway(page: Page, look: Look): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search runs' })
  await search.fill(`images:${IMAGES}`)
  await page.getByText('2 shown, 2 picked').waitFor()
  const table = page.getByRole('checkbox', { name: 'Pick all that are shown' })
  await table.press('Delete')
  await page.getByText('2 runs were deleted.').first().waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().press('Enter')
  await page.getByText('2 shown, 2 picked').waitFor()
  await table.press('Delete')
  await page.getByRole('button', { name: 'Deleted runs' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Deleted runs' })
  await dialog.getByRole('button', { name: /^Put .* 0\.0001.* back$/ }).press('Enter')
  await assertAccessible(page, 'deleted runs')
  await look.shoot('deleted-runs')
  await dialog.getByRole('button', { name: 'Done' }).press('Enter')
  await page.getByText('1 shown').waitFor()
  await page.getByRole('checkbox', { name: /^Pick Generator/ }).press('Space')
  await table.press('Delete')
  await page.getByText('0 shown').waitFor()
  await search.fill('')
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByLabel(label, { exact: true }).press('Enter')
  await page.getByRole('option', { name: option }).click()
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).press('Enter')
}
