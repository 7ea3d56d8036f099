import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { see, seeInBothThemes, type Look } from './look.ts'
import { MIXED } from './mixed-pictures.ts'

/** Chooses a folder in the studio's own dialog; answers with the import dialog, once it is there. */
export async function chooseFolder(page: Page, folder: string): Promise<Locator> {
  // The folder of the beginning arrives a moment after the dialog.
  const path = page.getByRole('textbox', { name: 'Path' })
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[aria-label="Path"]')?.value
  )
  await path.fill(folder)
  await page.getByRole('button', { name: 'Go', exact: true }).click()
  await page.getByRole('button', { name: 'Use this folder' }).click()
  return page.getByRole('dialog', { name: 'Import pictures' })
}

/** Keeps everything of an import that waits for a decision; `done` is what shows that none does. */
export async function keepAll(page: Page, done: Locator): Promise<void> {
  const review = page.locator('main').getByRole('button', { name: 'Review' })
  await review.or(done).first().waitFor()
  if ((await review.count()) === 0) return
  await review.click()
  await page.getByRole('button', { name: /^Add / }).waitFor()
  const keep = page.getByRole('button', { name: 'Keep all' })
  if (await keep.isVisible()) await keep.click()
  await page.getByRole('button', { name: /^Add / }).click()
  await done.waitFor()
}

/** Imports a folder of everything through preview, review and report; each is seen in both themes. */
export async function importMixed(page: Page, folder: string, look: Look): Promise<void> {
  // The preview; the menu of themes is behind the dialog, so it is opened once for each.
  for (const theme of ['Light', 'Dark']) {
    await look.chooseTheme(page, theme)
    await page.getByRole('button', { name: 'Import pictures' }).click()
    const dialog = await chooseFolder(page, folder)
    await dialog.getByRole('radio', { name: '32 px' }).click()
    await preview(dialog)
    await dialog.getByText('It is cut off').first().waitFor()
    await see(page, look, 'preview', theme)
    if (theme === 'Light') await dialog.getByRole('button', { name: 'Cancel' }).click()
  }
  const dialog = page.getByRole('dialog', { name: 'Import pictures' })
  const centred = await preview(dialog)
  await dialog.getByRole('radio', { name: 'Pad' }).click()
  await dialog.getByRole('radio', { name: 'Blur' }).click()
  assert.notEqual(await preview(dialog, centred), centred)
  await look.shoot('preview-padded')
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('Mixed')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()

  // The review: one pair is decided otherwise, taken back, and decided again.
  await page.locator('main').getByRole('button', { name: 'Review' }).click()
  const add = page.getByRole('button', { name: /^Add / })
  const before = await add.innerText()
  const pairs = page.getByRole('radiogroup')
  assert.equal(await pairs.count(), MIXED.lookAlikes)
  await pairs.first().getByRole('radio', { name: 'Both' }).click()
  const after = await add.innerText()
  assert.notEqual(after, before)
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: before }).waitFor()
  await page.keyboard.press('Control+Shift+z')
  await page.getByRole('button', { name: after }).waitFor()
  await seeInBothThemes(page, look, 'review')
  await add.click()

  // The report, in which an exact copy is put back and left out again.
  await page.getByRole('button', { name: 'Open the report' }).click()
  const report = page.getByRole('region', { name: 'Report' })
  await report.getByText(`${MIXED.rejected} files rejected`).waitFor()
  await report.getByText('a letter.jpg').waitFor()
  await seeInBothThemes(page, look, 'report')
  const outcome = page.getByRole('list', { name: 'Outcome by count' })
  const copy = outcome.getByText(`${MIXED.exactCopies} exact copy left out`)
  await copy.waitFor()
  await report.getByRole('radiogroup').first().getByRole('radio', { name: 'Both' }).click()
  await copy.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await copy.waitFor()
  await page.getByRole('button', { name: 'Back to the pictures' }).click()
}

/** Waits for a preview other than the one before, with its pictures; answers with its id. */
async function preview(dialog: Locator, before?: string): Promise<string> {
  const list = dialog.locator('[data-preview]')
  for (;;) {
    await list.waitFor()
    const id = await list.getAttribute('data-preview')
    const isBusy = await dialog.getByRole('region', { name: 'Preview' }).getAttribute('aria-busy')
    if (id && id !== before && isBusy === 'false') return id
    await dialog.page().waitForTimeout(50)
  }
}
