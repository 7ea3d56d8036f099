import { expect, it } from 'vitest'
import { parseAssignment } from '../../src-main/contract/config-fields.ts'
import { StudioError } from '../../src-main/contract/errors.ts'
import { parseConfig } from '../../src-main/contract/presets.ts'
import { RunConfigSchema, type RunConfig } from '../../src-main/contract/run-config.ts'
import { createRandom } from '../../src-main/engine/random.ts'
import { randomConfig } from './random-config.ts'

const COUNT = 1_000
// More than the mistakes of any config that is drawn here.
const MOST_CORRECTIONS = 30

function problemOf(config: Record<string, unknown>): string | undefined {
  try {
    parseConfig(config)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(StudioError)
    return (error as StudioError).message
  }
}

/** The config with the choice that a refusal calls the nearest valid one. */
function corrected(config: Record<string, unknown>, problem: string): Record<string, unknown> {
  const key = /^"(\w+)"/.exec(problem)![1]!
  const pair = /nearest valid choice is (\w+=[^\s,]+?)[,.]?(?:\s|$)/.exec(problem)
  if (pair) return { ...config, ...Object.fromEntries([parseAssignment(pair[1]!)]) }
  const value = /(?:nearest|default) is (\S+)\.$/.exec(problem)?.[1] ?? 'true'
  return { ...config, ...Object.fromEntries([parseAssignment(`${key}=${value}`)]) }
}

it('refuses a config with a sentence that names the setting and a choice that helps, or takes it', () => {
  const random = createRandom(1, 1)
  let taken = 0
  for (let n = 0; n < COUNT; n++) {
    let config = randomConfig(random, { share: 0.2, mistakes: 0.03 })
    for (let tries = 0; ; tries++) {
      const problem = problemOf(config)
      if (problem === undefined) {
        if (tries === 0) taken++
        break
      }
      const [, key] = /^"(\w+)"/.exec(problem) ?? []
      expect(Object.keys(RunConfigSchema.shape), problem).toContain(key)
      expect(problem).toMatch(/^"\w+" (cannot be|is) .+; .+\.$/)
      expect(tries, problem).toBeLessThan(MOST_CORRECTIONS)
      config = corrected(config, problem)
    }
    expect(Object.keys(parseConfig(config) satisfies RunConfig)).toEqual(
      Object.keys(RunConfigSchema.shape)
    )
  }
  // Neither is the exception.
  expect(taken).toBeGreaterThan(COUNT / 20)
  expect(taken).toBeLessThan((COUNT * 19) / 20)
})
