import { expect, test } from 'vitest'
import { SetupProblem } from '../../scripts/lib/problem.mjs'
import { runSteps } from '../../scripts/lib/steps.mjs'

test('steps run in order and stop at the first that fails', async () => {
  const ran: string[] = []
  const step = (title: string, code: number): { title: string; run: () => Promise<number> } => ({
    title,
    run: async () => {
      ran.push(title)
      return code
    }
  })
  expect(await runSteps([step('one', 0), step('two', 3), step('three', 0)])).toBe(3)
  expect(ran).toEqual(['one', 'two'])
  expect(await runSteps([step('one', 0), step('two', 0)])).toBe(0)
})

test('a problem fails its step with its sentence', async () => {
  const run = (): Promise<never> => Promise.reject(new SetupProblem('test/example', 'Not here.'))
  expect(await runSteps([{ title: 'one', run }])).toBe(1)
})
