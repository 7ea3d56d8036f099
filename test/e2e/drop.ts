import type { Page } from 'playwright-core'

/** Drops a folder of this machine on the middle of the window, as a person's file manager would. */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
  }
  await devtools.detach()
}
