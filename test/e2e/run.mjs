// The end-to-end tests: the whole story in Chromium against the served shell and in a real Electron
// window, then the trainer inside that Electron. Windows run as an ordinary user, sandboxed.
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDisplay } from '../../scripts/lib/display.mjs'
import { becomeOrdinaryUser } from '../../scripts/lib/ordinary-user.mjs'
import { ROOT, nodeBinary } from '../../scripts/lib/paths.mjs'
import { readableCheckout } from '../../scripts/lib/readable-checkout.mjs'
import { ensureTestElectron } from '../../scripts/lib/test-electron.mjs'

const PICTURES = join(ROOT, '../shared/data/objects')
const SCREENSHOTS = join(ROOT, 'test/e2e/screenshots')

const user = await becomeOrdinaryUser()
const checkout = await readableCheckout(user)
const electron = await ensureTestElectron()
const { environment } = await openDisplay(user)
const output = join(user.home, 'e2e')
mkdirSync(output)
user.own(output)
const pictures = join(user.home, 'Pictures')
if (existsSync(PICTURES)) cpSync(PICTURES, pictures, { recursive: true })

// `node test/e2e/run.mjs electron` plays one of them alone.
const [only] = process.argv.slice(2)
const all = electron ? ['chromium', 'electron'] : ['chromium']
const shells = only ? [only] : all
let failed = 0
for (const shell of shells) {
  failed += await play(shell)
}
if (!electron) {
  console.log(
    'The Electron window was not tested: the Electron of the tests is for Linux on x86-64.'
  )
}
mkdirSync(SCREENSHOTS, { recursive: true })
const shots = join(output, 'screenshots')
if (existsSync(shots)) {
  for (const name of readdirSync(shots)) cpSync(join(shots, name), join(SCREENSHOTS, name))
}
await user.close()
process.exit(failed ? 1 : 0)

/** Plays the story in one shell; returns 1 where it failed. */
function play(shell) {
  return new Promise((resolve) => {
    const child = user.spawn(nodeBinary(checkout), [join(checkout, 'test/e2e/main.ts')], {
      cwd: checkout,
      stdio: 'inherit',
      env: {
        ...environment,
        E2E_SHELL: shell,
        E2E_OUTPUT: output,
        ...(electron && { E2E_ELECTRON: electron }),
        ...(existsSync(pictures) && { E2E_PICTURES: pictures })
      }
    })
    child.once('close', (code) => resolve(code === 0 ? 0 : 1))
  })
}
