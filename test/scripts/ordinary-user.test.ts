import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { becomeOrdinaryUser } from '../../scripts/lib/ordinary-user.mjs'

test('runs as somebody else than root, in a home of its own that is gone afterwards', async () => {
  const user = await becomeOrdinaryUser()
  const script = 'test "$(id -u)" != 0 && touch "$HOME/file" && echo "$HOME"'
  const child = user.spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout!, 'data')
  expect(String(said).trim()).toBe(user.home)
  expect(execFileSync(user.wrapper('/bin/echo'), ["it's", 'here']).toString()).toBe("it's here\n")
  expect(await user.canRead(user.home)).toBe(true)
  await user.close()
  expect(existsSync(user.home)).toBe(false)
})

test('nothing that was spawned outlives it, even outside its process group', async () => {
  const user = await becomeOrdinaryUser()
  const child = user.spawn('sh', ['-c', 'setsid sleep 60 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [said] = await once(child.stdout!, 'data')
  child.stdout?.destroy()
  await user.close()
  const status = `/proc/${String(said).trim()}/status`
  const isAlive = existsSync(status) && !execFileSync('cat', [status]).includes('zombie')
  expect(isAlive).toBe(false)
})
