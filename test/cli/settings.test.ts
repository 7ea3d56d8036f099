import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingsPage } from '../../src-main/cli/settings.ts'

test('resources/settings.md is the page that the schema makes; renew it with: atelier settings', () => {
  const kept = readFileSync(new URL('../../resources/settings.md', import.meta.url), 'utf8')
  expect(kept).toBe(settingsPage())
})
