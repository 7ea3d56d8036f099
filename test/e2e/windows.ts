import { join } from 'node:path'
import { _electron, chromium, type Page } from 'playwright-core'
import { testElectronEnvironment } from '../../scripts/lib/test-electron.mjs'
import { ROOT } from './studio.ts'

/** A window on a served studio. */
export interface StudioWindow {
  page: Page
  close(): Promise<void>
}

const SIZE = { width: 1280, height: 800 }

/** Opens a window by the shell's name; `home` is where it may keep its settings. */
export const OPEN_WINDOW: Record<string, (url: string, home: string) => Promise<StudioWindow>> = {
  async chromium(url) {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      chromiumSandbox: true
    })
    const context = await browser.newContext({ viewport: SIZE })
    const page = await context.newPage()
    await page.goto(url)
    return { page, close: () => browser.close() }
  },

  /** The test-only Electron with `--connect`: better-sqlite3 cannot load there, and need not. */
  async electron(url, home) {
    const environment = {
      ...(process.env as Record<string, string>),
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config')
    }
    const app = await _electron.launch({
      executablePath: process.env['E2E_ELECTRON']!,
      args: ['--connect', url],
      chromiumSandbox: true,
      env: testElectronEnvironment(join(ROOT, 'out/main/main.cjs'), environment) as Record<
        string,
        string
      >
    })
    const page = await app.firstWindow()
    return { page, close: () => app.close() }
  }
}
