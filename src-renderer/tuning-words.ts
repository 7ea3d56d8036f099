import { settingsWords } from '../src-main/contract/engine-settings.ts'
import type { Tuning } from '../src-main/contract/models.ts'

/** What is being tried: `Trying 2 threads, 2 of 4`. */
export function tuningWords(tuning: Tuning | undefined): string | undefined {
  return (
    tuning && `Trying ${settingsWords(tuning.settings)}, ${tuning.tried + 1} of ${tuning.total}`
  )
}
