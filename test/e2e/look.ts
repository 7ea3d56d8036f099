import type { Page } from 'playwright-core'
import { assertAccessible } from './accessibility.ts'

/** What a step does in both themes: a theme is chosen, looked at by axe, and shot. */
export interface Look {
  chooseTheme(page: Page, theme: string): Promise<void>
  shoot(name: string): Promise<unknown>
  /** False where axe has nothing new to see. */
  checked: boolean
}

/** Looks at what is on screen in one theme. */
export async function see(page: Page, look: Look, name: string, theme: string): Promise<void> {
  await page.waitForTimeout(300)
  if (look.checked) await assertAccessible(page, `${name}, ${theme}`)
  await look.shoot(`${name}-${theme.toLowerCase()}`)
}

/** Looks at what is on screen in light and in dark. */
export async function seeInBothThemes(page: Page, look: Look, name: string): Promise<void> {
  for (const theme of ['Light', 'Dark']) {
    await look.chooseTheme(page, theme)
    await see(page, look, name, theme)
  }
}
