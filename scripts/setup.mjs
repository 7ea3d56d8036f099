// `npm run setup`: packages, compute engine and build, without opening anything. `-- --engine gpu` (or
// cpu) chooses the engine from then on.
import { takeKind } from './lib/engine-kind.mjs'
import { runScript } from './lib/problem.mjs'
import { duration, say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

runScript(async () => {
  const started = Date.now()
  await setUp(takeKind(process.argv.slice(2)).kind)
  say(`Everything is in place (${duration(Date.now() - started)}). Open the studio with: npm start`)
})
