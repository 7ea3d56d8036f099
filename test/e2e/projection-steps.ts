import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** Looks for something that is no picture, then for one of the data set, and finds it. */
export async function projectPictures(page: Page, look: Look): Promise<void> {
  await page.getByRole('tab', { name: 'Projection' }).click()
  const letter = { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Dear Anna,') }
  await page.getByTestId('projection-file').setInputFiles(letter)
  await page.getByText('“letter.jpg” cannot be looked for in a model').first().waitFor()

  // The encoder learns first.
  await page.getByTestId('dataset-offer').first().press('Enter')
  await page
    .getByText(/^Getting ready for /)
    .first()
    .waitFor()
  await page.getByTestId('found-picture').waitFor()
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll<HTMLImageElement>('figure img')).every(
      ({ complete, naturalWidth }) => complete && naturalWidth > 0
    )
  )
  await seeInBothThemes(page, look, 'projection')
  await page.getByRole('list').getByTestId('projection').first().waitFor()
}
