import { SetupProblem, problemText } from './problem.mjs'
import { duration, say } from './say.mjs'

/**
 * Runs titled steps in order, stops at the first that fails, and ends with a summary either way.
 * @param {{ title: string, run: () => Promise<number | void> }[]} steps Each resolves to an exit code.
 * @returns {Promise<number>} The exit code of the whole.
 */
export async function runSteps(steps) {
  const done = []
  let code = 0
  for (const { title, run } of steps) {
    say(`\n── ${title} ──`)
    const started = Date.now()
    code = await runStep(run)
    done.push(`${code === 0 ? '✓' : '✗'} ${title} (${duration(Date.now() - started)})`)
    say(done.at(-1) ?? '')
    if (code !== 0) break
  }
  say(`\n── Summary ──\n${done.join('\n')}`)
  const left = steps.slice(done.length).map(({ title }) => `  ${title} (not run)`)
  if (left.length > 0) say(left.join('\n'))
  say(code === 0 ? 'All passed.' : 'Failed.')
  return code
}

async function runStep(run) {
  try {
    return (await run()) ?? 0
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    process.stderr.write(problemText(error))
    return 1
  }
}
