// `npm run setup`: packages, compute engine and build, without opening anything.
import { runScript } from './lib/problem.mjs'
import { duration, say } from './lib/say.mjs'
import { setUp } from './lib/setup.mjs'

runScript(async () => {
  const started = Date.now()
  await setUp()
  say(`Everything is in place (${duration(Date.now() - started)}). Open the studio with: npm start`)
})
