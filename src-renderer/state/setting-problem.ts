import type { ConfigField } from '../../src-main/contract/config-fields.ts'
import { toErrorRecord } from '../../src-main/contract/errors.ts'
import { checkSetting } from '../../src-main/contract/presets.ts'

/** What a check complains of, in its own sentence. */
export function sentenceOf(check: () => unknown): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return toErrorRecord(error).message
  }
}

/** Why a setting cannot have a value, with the nearest valid choice. */
export function settingProblem({ key, title }: ConfigField, value: unknown): string | undefined {
  const problem = sentenceOf(() => checkSetting(key, value))
  // The form says a setting's title where the command line says its key.
  return problem?.replace(`"${key}"`, `“${title}”`)
}
