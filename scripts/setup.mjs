// `npm run setup`: packages, compute engine and build, without opening anything. `-- --engine gpu` (or
// cpu) chooses the engine from then on.
import { takeKind } from './lib/engine-kind.mjs'
import { SetupProblem, runScript } from './lib/problem.mjs'
import { duration, say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

runScript(async () => {
  const started = Date.now()
  const { kind, rest } = takeKind(process.argv.slice(2))
  if (rest.length > 0) {
    const mistake = `The set-up does not know "${rest[0]}"; it takes --engine cpu or --engine gpu.`
    throw new SetupProblem('setup/option', mistake)
  }
  await setUp(kind)
  say(`Everything is in place (${duration(Date.now() - started)}). Open the studio with: npm start`)
})
