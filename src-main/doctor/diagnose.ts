import type { Diagnosis, Evidence } from '../contract/doctor.ts'
import { surenessOf, type Finding, type Rule } from './finding.ts'
import type { History } from './history.ts'
import { collapse } from './illnesses/collapse.ts'
import { discriminatorWon } from './illnesses/discriminator-won.ts'
import { diverged } from './illnesses/diverged.ts'
import { generatorWon } from './illnesses/generator-won.ts'
import { memorised } from './illnesses/memorised.ts'
import { noise } from './illnesses/noise.ts'
import { notFinite } from './illnesses/not-finite.ts'
import { oscillation } from './illnesses/oscillation.ts'
import { healthySentence, missingSentence, sickSentence } from './sentences.ts'
import { treatmentsOf } from './treatment.ts'

// Adding an illness is one file and one line. Causes stand before what follows from them.
const RULES: readonly Rule[] = [
  notFinite,
  discriminatorWon,
  generatorWon,
  memorised,
  collapse,
  noise,
  diverged,
  oscillation
]

/** From where on a verdict is told. */
const TOLD = 0.5
// Without so many evaluations nobody can call a run healthy.
const LEAST_EVALUATIONS = 3

/** All that rules find in a run, however little sure. */
export function suspect(history: History): (Finding & { sure: number })[] {
  return RULES.map((rule) => rule(history))
    .filter((finding): finding is Finding => finding !== undefined)
    .map((finding) => ({ ...finding, sure: surenessOf(finding) }))
}

/**
 * What is wrong with a run as far as its stored rows and evaluations tell: pure, some milliseconds. A verdict needs
 * its own evidence; "healthy" needs `LEAST_EVALUATIONS` evaluations, samples that have come near, and no verdict.
 */
export function diagnose(history: History): Diagnosis {
  const { run, rows, evaluations } = history
  const findings = suspect(history)
    .filter(({ sure }) => sure >= TOLD)
    // In tenths, so that of equally sure ones causes stay first.
    .sort((a, b) => Math.round(10 * b.sure) - Math.round(10 * a.sure))
  const verdicts = findings.map(({ beyond: _, ...finding }) => ({
    ...finding,
    evidence: finding.evidence.filter((one) => isThere(one, history)),
    remedies: treatmentsOf(finding, history)
  }))
  const [first] = verdicts
  const images = Math.max(rows.at(-1)?.images ?? 0, evaluations.at(-1)?.images ?? 0)
  if (first) return { run, state: 'sick', sentence: sickSentence(first, images), verdicts, images }
  const missing = missingSentence(history, LEAST_EVALUATIONS)
  return missing === undefined
    ? { run, state: 'healthy', sentence: healthySentence(history), verdicts, images }
    : { run, state: 'unknown', sentence: missing, verdicts, images }
}

// An evaluation draws no sheet of what there is none of, such as pairs of a single sample.
function isThere(evidence: Evidence, { evaluations }: History): boolean {
  if (evidence.kind !== 'picture') return true
  const measured = evaluations.find(({ images }) => images === evidence.images)
  return measured?.evidence.some(({ id }) => id === evidence.picture) ?? false
}
