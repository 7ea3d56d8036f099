import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { assertAccessible } from './accessibility.ts'
import { seeInBothThemes, type Look } from './look.ts'

// More than the steps below take.
const MOST_UNDOS = 20

/** Neighbours, favourites, family tree, locks and the pad by keys; a picture saved and dropped back in. */
export async function explorePlaces(page: Page, look: Look): Promise<void> {
  const first = await shownUrl(page)

  // A neighbour is gone to, kept, named, and seen with where it came from.
  await page.getByRole('button', { name: 'Neighbour 3', exact: true }).press('Enter')
  const neighbour = await changed(page, first)
  await page.getByRole('button', { name: 'Keep this picture' }).press('Enter')
  await page.getByRole('button', { name: 'More of Favourite', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name: /family tree/ }).press('Enter')
  const tree = page.getByRole('dialog')
  await tree.getByRole('button', { name: /^Go to: A neighbour/ }).waitFor()
  await tree.getByLabel('Name').fill('Anna')
  await assertAccessible(page, 'the family tree')
  await look.shoot('family-tree')
  await tree.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByRole('button', { name: 'Go to Anna', exact: true }).waitFor()

  // What is locked stays where the pad moves the rest.
  const value = page.getByRole('textbox', { name: 'Dimension 2, value' })
  const before = await value.inputValue()
  await page.getByRole('button', { name: 'Lock dimension 2', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Pad', exact: true }).press('Enter')
  const pad = page.getByRole('button', { name: /^Pad: arrows move/ })
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await pad.press(key)
  const moved = await changed(page, neighbour)
  assert.equal(await value.inputValue(), before)
  await seeInBothThemes(page, look, 'explore-pad')

  // A saved picture returns to its place, whatever was done meanwhile.
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save picture' }).click()
  const bytes = await readFile(await (await download).path())
  await page.getByRole('button', { name: 'All to 0' }).click()
  await changed(page, moved)
  await page.getByRole('button', { name: 'Lock dimension 2', exact: true }).press('Enter')
  const dropped = await page.evaluateHandle((base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([data], 'mine.png', { type: 'image/png' }))
    return transfer
  }, bytes.toString('base64'))
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await shows(page, moved)

  // Everything can be taken back, and is.
  for (let step = 0; step < MOST_UNDOS && (await shownUrl(page)) !== first; step++) {
    await page.keyboard.press('Control+z')
    await page.waitForTimeout(100)
  }
  await shows(page, first)
}

async function shownUrl(page: Page): Promise<string> {
  return (await page.getByTestId('latent-picture').getAttribute('src')) ?? ''
}

/** The picture once it is another one. */
async function changed(page: Page, old: string): Promise<string> {
  await page.locator(`[data-testid="latent-picture"]:not([src="${old}"])`).waitFor()
  // A slider's way may have passed others; the last one is meant.
  await page.waitForTimeout(300)
  return shownUrl(page)
}

async function shows(page: Page, url: string): Promise<void> {
  await page.locator(`[data-testid="latent-picture"][src="${url}"]`).waitFor()
}
