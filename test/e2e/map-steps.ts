import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** Makes a small map, goes over it by keys, and goes to a sample of it and back. */
export async function lookAtMap(page: Page, look: Look): Promise<void> {
  await page.getByRole('tab', { name: 'Map' }).click()
  await page.getByRole('radio', { name: 'PCA' }).click()
  await page.getByRole('textbox', { name: 'Samples' }).fill('200')
  await page.getByRole('button', { name: 'Make a map' }).press('Enter')
  const map = page.getByTestId('latent-map')
  await map.waitFor()
  for (const key of ['ArrowRight', 'ArrowRight', '+', 'ArrowUp']) await map.press(key)
  await page.getByText(/^Sample \d+ · /).waitFor()
  await page.getByRole('img', { name: /^Sample \d+$/ }).waitFor()
  assert.ok((await inkOf(page)) > 50, 'the samples are drawn')
  await seeInBothThemes(page, look, 'map')

  const undo = page.getByRole('button', { name: 'Undo', exact: true }).first()
  const wasDisabled = await undo.isDisabled()
  await map.press('Enter')
  await page.waitForFunction(
    () => document.querySelector<HTMLButtonElement>('[aria-label="Undo"]')?.disabled === false
  )
  await undo.press('Enter')
  assert.equal(await undo.isDisabled(), wasDisabled)
  await page.getByRole('tab', { name: 'Explore' }).click()
}

// Pixels of the canvas that are not its ground.
async function inkOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="latent-map"] canvas')!
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return data.filter((value, at) => at % 4 === 3 && value > 0).length
  })
}
