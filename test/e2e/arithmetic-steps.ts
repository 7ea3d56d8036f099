import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** Fills the three terms of the paper's figure, changes them, takes it back and writes the row. */
export async function calculate(page: Page, look: Look): Promise<void> {
  await page.getByRole('tab', { name: 'Arithmetic' }).click()
  const pool = page.getByTestId('pool-picture')
  await pool.nth(9).waitFor()
  const first = page.getByRole('textbox', { name: 'Name of term 1' })
  await first.fill('people')
  // By keys alone: along the samples, each put where it is asked for.
  await pool.first().focus()
  for (let at = 0; at < 9; at++) {
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowRight')
  }
  await page.locator('[data-testid="arithmetic-result"][data-there]').waitFor()
  await page.getByText('people − Term 2 + Term 3').first().waitFor()
  assert.equal(await page.getByRole('button', { name: /^Exemplar \d of / }).count(), 9)

  // Fewer than three say why; a picture taken out comes back.
  await page.getByRole('button', { name: 'Exemplar 1 of people' }).focus()
  await page.keyboard.press('Delete')
  await page.getByText('2 of 3', { exact: true }).waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('2 of 3', { exact: true }).waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Term 3 is added; take it away' }).click()
  await page.getByText('people − Term 2 − Term 3').first().waitFor()
  await page.keyboard.press('Control+z')
  await page.getByText('people − Term 2 + Term 3').first().waitFor()

  await page.getByRole('button', { name: 'More for people' }).click()
  await page.getByRole('menuitem', { name: 'Keep as a concept' }).click()
  await page.getByRole('list', { name: 'Concepts' }).getByText('people').waitFor()
  await seeInBothThemes(page, look, 'arithmetic')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export the row' }).click()
  assert.match((await download).suggestedFilename(), /\.png$/)
  await page.getByRole('button', { name: /^Result: / }).click()
  await page.getByTestId('latent-picture').waitFor()
  // Explore is left as it was.
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
}
