import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** Looks through the data set in view: finds, picks, labels, leaves out, and takes all of it back. */
export async function browse(page: Page, look: Look): Promise<void> {
  const seen = (name: string): Promise<void> => seeInBothThemes(page, look, name)
  const grid = page.getByRole('listbox', { name: /^Pictures of / })
  const pictures = grid.getByRole('option')
  const selected = grid.getByRole('option', { selected: true })
  const counts = page.getByRole('toolbar', { name: 'Find pictures' }).getByRole('status')
  const said = (text: string): Promise<void> => page.getByText(text).first().waitFor()
  await allThere(pictures)
  const whole = await counts.innerText()

  await askFor(page, /^people /)
  await page.getByRole('list', { name: 'Filters in use' }).getByText('label: people').waitFor()
  await page.waitForFunction(
    (before) => document.querySelector('[role="toolbar"] [role="status"]')?.textContent !== before,
    whole
  )
  const found = await counts.innerText()

  // Three are picked, and a letter typed over them begins a label.
  await pictures.nth(0).click()
  await pictures.nth(2).click({ modifiers: ['Shift'] })
  assert.equal(await selected.count(), 3)
  await page.keyboard.type('keep')
  await page.keyboard.press('Enter')
  await said('“keep” put on 3 pictures.')
  await page.getByRole('button', { name: 'Take “keep” off' }).waitFor()
  await page.getByRole('button', { name: 'Show labels under the pictures' }).click()
  await seen('browser')
  await page.getByRole('button', { name: 'Hide the labels' }).click()
  await grid.focus()
  await page.keyboard.press('Control+z')
  await said('Undone: “keep” put on 3 pictures.')
  await page.getByRole('button', { name: 'Take “keep” off' }).waitFor({ state: 'detached' })

  // Left out by a key, looked at, and put back.
  await grid.focus()
  await page.keyboard.press('Delete')
  await said('3 pictures left out.')
  await askFor(page, /^Left out: by you /)
  await page.waitForFunction(
    () => document.querySelectorAll('[data-testid="dataset-picture"]').length === 3
  )
  await allThere(pictures)
  await grid.focus()
  await page.keyboard.press('Control+a')
  await look.shoot('left-out')
  await page.getByRole('button', { name: 'Put back' }).click()
  await said('3 pictures put back.')
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByText(whole, { exact: true }).waitFor()
  assert.notEqual(found, whole)

  // A frame drawn from the left of the first picture to within the second.
  const [first, second] = await Promise.all([0, 1].map((n) => pictures.nth(n).boundingBox()))
  await page.mouse.move(first!.x - 6, first!.y - 6)
  await page.mouse.down()
  await page.mouse.move(second!.x + 8, second!.y + 8, { steps: 4 })
  await page.mouse.up()
  assert.equal(await selected.count(), 2)

  // One picture large; the keys go back to where they were.
  await page.keyboard.press('Escape')
  await grid.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  const large = page.getByTestId('large-picture')
  await large.waitFor()
  await page.keyboard.press('ArrowRight')
  await page.getByText('2 of ').waitFor()
  await page.getByRole('img', { name: 'Levels of each channel' }).waitFor()
  await seen('picture')
  await page.getByRole('region', { name: /^Picture / }).focus()
  await page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'listbox')
  assert.equal(await selected.count(), 1)
  await page.keyboard.press('Escape')

  await page.getByRole('tab', { name: 'Facts' }).click()
  await page.getByRole('img', { name: /^Mean of / }).waitFor()
  await seen('facts')
  await page.getByRole('tab', { name: 'Augmentation' }).click()
  await page.locator('[data-testid="augmented"][data-there]').nth(3).waitFor()
  await seen('augmentation')
  await page.getByRole('tab', { name: 'Pictures' }).click()
}

async function askFor(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('button', { name: words }).click()
  await page.keyboard.press('Escape')
}

/** Waits until every picture in view has its pixels. */
async function allThere(pictures: Locator): Promise<void> {
  await pictures.first().waitFor()
  await pictures.page().waitForFunction(() => {
    const all = Array.from(document.querySelectorAll('[data-testid="dataset-picture"]'))
    return all.length > 0 && all.every((picture) => picture.hasAttribute('data-there'))
  })
}
