import type { Diagnosis, Verdict } from '../contract/doctor.ts'
import { surenessOf, type Finding, type Rule } from './finding.ts'
import type { History } from './history.ts'
import { discriminatorWon, generatorWon, noise } from './illnesses/balance.ts'
import { collapse } from './illnesses/collapse.ts'
import { diverged, oscillation } from './illnesses/course.ts'
import { memorised } from './illnesses/memorised.ts'
import { notFinite } from './illnesses/not-finite.ts'
import { LEAST_EVALUATIONS, LEAST_IMAGES, LEAST_ROWS } from './limits.ts'
import { remediesFor } from './remedies.ts'

// What names the trouble best comes first among equally sure ones.
const RULES: readonly Rule[] = [
  notFinite,
  memorised,
  collapse,
  discriminatorWon,
  generatorWon,
  diverged,
  oscillation,
  noise
]

/** What the doctor says of a run by all that is stored of it. The same history gives the same diagnosis. */
export function diagnose(history: History): Diagnosis {
  const { run, rows, evaluations } = history
  const images = Math.max(rows.at(-1)?.images ?? 0, evaluations.at(-1)?.images ?? 0)
  const found = RULES.flatMap((rule) => rule(history) ?? [])
  const verdicts = withoutGeneral(found)
    .sort((a, b) => surenessOf(b) - surenessOf(a))
    .map((finding): Verdict => {
      const { illness, since, sentence, evidence } = finding
      return {
        illness,
        since,
        sentence,
        evidence,
        sure: surenessOf(finding),
        remedies: remediesFor(finding, history)
      }
    })
  if (verdicts.length > 0) {
    return { run, state: 'sick', sentence: verdicts[0]!.sentence, verdicts, images }
  }
  const missing = missingOf(history)
  if (missing !== undefined) return { run, state: 'unknown', sentence: missing, verdicts, images }
  return { run, state: 'healthy', sentence: healthyWords(history), verdicts, images }
}

// That a run stands still says least: it goes where another finding says why.
function withoutGeneral(found: readonly Finding[]): Finding[] {
  const particular = found.filter(({ illness }) => illness !== 'noise')
  return particular.length > 0 ? particular : [...found]
}

function missingOf({ rows, evaluations, config }: History): string | undefined {
  const images = rows.at(-1)?.images ?? 0
  if (rows.length < LEAST_ROWS || images < LEAST_IMAGES) {
    return `Too early to say: the first verdict comes after ${LEAST_IMAGES} images, and it has seen ${images}.`
  }
  if (!config.evaluate && evaluations.length === 0) {
    return 'Losses and accuracies show nothing wrong, but no checkpoint was measured, so that collapse and copies would not be seen; measure one, or set evaluate=true.'
  }
  if (evaluations.length < LEAST_EVALUATIONS) {
    return `Too early to say: ${evaluations.length} of ${LEAST_EVALUATIONS} measured checkpoints are there, which it takes to tell a beginning from a collapse.`
  }
  return undefined
}

function healthyWords({ evaluations, rows }: History): string {
  return `Healthy so far: by ${evaluations.length} measured checkpoints and the losses of ${rows.at(-1)!.images} images there is no collapse, no copying, and neither network has won.`
}
