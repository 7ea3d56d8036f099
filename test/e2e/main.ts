import { spawnSync } from 'node:child_process'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { testElectronEnvironment } from '../../scripts/lib/test-electron.mjs'
import { ROOT } from './studio.ts'
import { cacheOf, tellStory } from './story.ts'

// Run by run.mjs as an ordinary user, once for each shell.
const shell = process.env['E2E_SHELL']!
const output = process.env['E2E_OUTPUT']!

try {
  const story = await tellStory(shell, output)
  if (shell === 'electron') {
    await story.step('its own utility process trains 20 captured steps', async () => {
      const { status, stdout, stderr } = spawnSync(
        process.env['E2E_ELECTRON']!,
        ['--trainer-check', cacheOf(output, shell)],
        {
          encoding: 'utf8',
          env: testElectronEnvironment(join(ROOT, 'out/main/main.cjs'), process.env)
        }
      )
      assert.equal(status, 0, stderr)
      const line = stdout.trim().split('\n').at(-1)!
      const { passed, steps, electron } = JSON.parse(line) as Record<string, unknown>
      assert.deepEqual({ passed, steps }, { passed: true, steps: 20 })
      story.figure(
        'steps trained by utilityProcess',
        `${String(steps)} in Electron ${String(electron)}`
      )
    })
  }
  for (const figure of story.figures()) console.log(`  ${figure}`)
  console.log(`${story.passed()} passed, 0 failed`)
  process.exit(0)
} catch (error) {
  console.error(error)
  console.log('0 passed, 1 failed')
  process.exit(1)
}
