import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { seeInBothThemes, type Look } from './look.ts'

/** Of the run in view, which has ended: what the doctor says, a measured and pinned checkpoint, a fork taken back. */
export async function careForRun(page: Page, look: Look): Promise<void> {
  await openPage(page, 'Doctor')
  await page.getByRole('button', { name: 'Measure the newest' }).click()
  await page.getByRole('rowheader', { name: /^Coverage/ }).waitFor()
  await page.getByText('Real beside real').first().waitFor()
  await seeInBothThemes(page, look, 'doctor')

  await openPage(page, 'Checkpoints')
  const rows = page.getByRole('tabpanel').getByRole('listitem')
  const before = await rows.count()
  assert.ok(before > 0)
  await rows
    .first()
    .getByRole('button', { name: /^Keep / })
    .press('Enter')
  await rows.first().getByText('pinned').waitFor()
  await seeInBothThemes(page, look, 'checkpoints')

  await rows
    .first()
    .getByRole('button', { name: /^Fork from / })
    .press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Fork / })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('A second try')
  await dialog.getByRole('button', { name: 'Fork and train' }).press('Enter')
  const runs = page.getByRole('list', { name: 'Runs' })
  const fork = runs.getByRole('button', { name: /^A second try/ })
  await fork.waitFor()
  await openPage(page, 'Tree')
  await page.getByRole('button', { name: /A second try.*Training length/ }).waitFor()
  await seeInBothThemes(page, look, 'tree')
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await fork.waitFor({ state: 'detached' })
  await openPage(page, 'Live')
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).press('Enter')
}
