import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { OrdinaryUser } from '../scripts/lib/ordinary-user.mjs'
import { nodeBinary } from '../scripts/lib/paths.mjs'

/** Plays `test/e2e/<name>/main.ts` as an ordinary user; gives the JSON of its last line. */
export function playPage<Answer>(
  user: OrdinaryUser,
  checkout: string,
  name: string,
  environment: Record<string, string>
): Promise<Answer> {
  const script = join(checkout, 'test/e2e', name, 'main.ts')
  const child = user.spawn(nodeBinary(checkout), [script], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...user.environment, ...environment }
  })
  return new Promise((resolve, reject) => {
    let last = ''
    createInterface({ input: child.stdout! }).on('line', (line) => (last = line))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(last) as Answer)
      else reject(new Error(`The page could not be measured (exit code ${code}).`))
    })
  })
}
