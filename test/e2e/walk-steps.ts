import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/**
 * Makes a walk of the model in hand, whose pictures are `size` pixels wide, by keys alone where they do it,
 * plays it and writes it as a film.
 */
export async function walk(page: Page, look: Look, size: number): Promise<void> {
  await page.getByRole('tab', { name: 'Walk' }).click()
  await page.getByRole('button', { name: 'Four random pictures' }).click()
  const keyframes = page.getByRole('list', { name: 'Keyframes' })
  const cards = keyframes.getByRole('button', { name: /^Keyframe \d$/ })
  await cards.nth(3).waitFor()
  const frame = page.getByTestId('walk-frame')
  await frameShown(page, '0')

  // The last keyframe goes to the front by keys; one is taken out and put back.
  const pictureOf = (at: number): Promise<string | null> =>
    cards.nth(at).locator('img').getAttribute('src')
  const last = await pictureOf(3)
  await cards.nth(3).focus()
  for (let step = 0; step < 3; step++) await page.keyboard.press('Alt+ArrowLeft')
  assert.equal(await pictureOf(0), last)
  await page.keyboard.press('Delete')
  await page.getByText('Keyframe 1 was taken out.').first().waitFor()
  assert.equal(await cards.count(), 3)
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await cards.nth(3).waitFor()

  // A shorter way, an open end: 1 + 3 x 8 frames.
  await page.getByRole('button', { name: /^From keyframe 1 to 2/ }).click()
  await page.getByRole('textbox', { name: 'Frames, value' }).fill('8')
  await page.getByRole('button', { name: 'Use for all ways' }).click()
  await page.getByRole('switch', { name: 'Closed loop' }).click()
  const slider = page.getByRole('slider', { name: 'Frame of the walk' })
  await page.waitForFunction(
    () => document.querySelector('[aria-label="Frame of the walk"]')?.getAttribute('max') === '24'
  )
  await slider.focus()
  await page.keyboard.press('End')
  await frameShown(page, '24')
  await page.getByRole('button', { name: 'Play the walk' }).click()
  await page.waitForFunction(
    () =>
      Number(document.querySelector<HTMLElement>('[data-testid="walk-frame"]')?.dataset['frame']) >
      2
  )
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await frame.waitFor()
  await seeInBothThemes(page, look, 'walk')

  await page.getByRole('button', { name: 'Export the walk' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export the walk' })
  await dialog.getByRole('radio', { name: 'WebM' }).click()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export WebM' }).click()
  await assertFilm(await (await download).path(), 4 * size)
  await dialog.getByRole('button', { name: 'Close' }).first().click()
}

/** Reads the film back: 25 frames of that side in a second. */
async function assertFilm(path: string, side: number): Promise<void> {
  const bytes = await readFile(path)
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) })
  const track = await input.getPrimaryVideoTrack()
  assert.ok(track)
  const { packetCount } = await track.computePacketStats()
  assert.deepEqual(
    {
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
      frames: packetCount,
      seconds: Number((await input.computeDuration()).toFixed(2))
    },
    { width: side, height: side, frames: 25, seconds: 1 }
  )
}

async function frameShown(page: Page, frame: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelector<HTMLElement>('[data-testid="walk-frame"]')?.dataset['frame'] ===
      wanted,
    frame
  )
}
