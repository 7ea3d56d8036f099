import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

// Of each kind; the least that a direction is found from.
const SORTED = 5

/** Sorts samples by keys, finds a direction, makes another independent of it, and takes all of it back. */
export async function findDirections(page: Page, look: Look): Promise<void> {
  await page.getByRole('tab', { name: 'Directions' }).click()
  const form = page.getByRole('form', { name: 'New direction' })
  const samples = page.getByTestId('sorting-sample')
  await samples.first().focus()
  for (let pair = 0; pair < SORTED; pair++)
    for (const key of ['y', 'n']) await page.keyboard.press(key)
  await form.getByText(`${SORTED} yes · ${SORTED} no`).waitFor()
  await seeInBothThemes(page, look, 'sorting')
  await form.getByRole('textbox', { name: 'Name' }).fill('brightness')
  await page.keyboard.press('Enter')
  const library = page.getByRole('list', { name: 'Directions' })
  const strip = library.getByRole('img', { name: /^brightness from -/ })
  await strip.waitFor()

  await page.getByRole('button', { name: 'New direction' }).press('Enter')
  await form.getByRole('radio', { name: 'One dimension' }).click()
  await form.getByRole('textbox', { name: 'Dimension' }).fill('3')
  await form.getByRole('button', { name: 'Find the direction' }).press('Enter')
  await library.getByRole('listitem').nth(1).waitFor()
  await page.getByRole('checkbox', { name: 'brightness', exact: true }).press(' ')
  await page.getByRole('button', { name: 'Make orthogonal' }).press('Enter')
  await library.getByRole('listitem').nth(2).waitFor()

  // The slider moves the picture in hand, and undo takes it back.
  const slider = library.getByRole('slider', { name: 'brightness', exact: true })
  const before = await slider.getAttribute('aria-valuetext')
  await slider.press('End')
  await page.waitForFunction(
    (old) =>
      document.querySelector('[aria-label="brightness"]')?.getAttribute('aria-valuetext') !== old,
    before
  )
  await seeInBothThemes(page, look, 'directions')
  await page.getByRole('button', { name: 'Undo', exact: true }).first().press('Enter')
  assert.equal(await slider.getAttribute('aria-valuetext'), before)

  await page.getByRole('button', { name: 'More of brightness', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  await strip.waitFor({ state: 'detached' })
  await page.getByText('“brightness” is deleted.').first().waitFor()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await strip.waitFor()
}
