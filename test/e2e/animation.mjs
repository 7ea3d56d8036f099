// Records the animation of the README, on a copy of a project whose newest finished run draws avatars:
// node test/e2e/animation.mjs PROJECT SEED 1,2,3 4,5,6 7,8,9
// The lists are the places, from 1, of men with glasses, men and women among the seed's samples.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { becomeOrdinaryUser } from '../../scripts/lib/ordinary-user.mjs'
import { ROOT, nodeBinary } from '../../scripts/lib/paths.mjs'
import { readableCheckout } from '../../scripts/lib/readable-checkout.mjs'

const [project, ...picks] = process.argv.slice(2)
const user = await becomeOrdinaryUser()
const checkout = await readableCheckout(user)
const output = join(user.home, 'animation')
mkdirSync(output)
user.own(output)
const child = user.spawn(
  nodeBinary(checkout),
  [join(checkout, 'test/e2e/animation.ts'), resolve(project), output, ...picks],
  { cwd: checkout, stdio: 'inherit' }
)
const code = await new Promise((done) => child.once('close', done))
if (code === 0) {
  copyFileSync(join(output, 'arithmetic.webp'), join(ROOT, 'resources/pictures/arithmetic.webp'))
}
await user.close()
process.exit(code === 0 ? 0 : 1)
