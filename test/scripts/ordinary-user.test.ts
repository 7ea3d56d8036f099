import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { becomeOrdinaryUser } from '../../scripts/lib/ordinary-user.mjs'
import { readableCheckout } from '../../scripts/lib/readable-checkout.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

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

test('a closed checkout is copied, links as links, to where the user can read it', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'out'))
  writeFileSync(join(root, 'package.json'), '{}')
  writeFileSync(join(root, 'out/main.cjs'), 'main', { mode: 0o600 })
  symlinkSync('/usr', join(root, 'out/engine'))
  chmodSync(root, 0o755)
  const user = await becomeOrdinaryUser()
  expect(await readableCheckout(user, root)).toBe(root)
  // Root's own folders, as mkdtemp makes them; the owner of an ordinary run can always read them.
  chmodSync(root, 0o700)
  if (process.getuid?.() === 0) {
    const copy = await readableCheckout(user, root)
    expect(copy).toBe(join(user.home, 'checkout'))
    expect(await user.canRead(join(copy, 'out/main.cjs'))).toBe(true)
    expect(readlinkSync(join(copy, 'out/engine'))).toBe('/usr')
  }
  await user.close()
})
