import type { Measure } from '../../contract/evaluation.ts'
import { countOf, slice, type View } from './features.ts'
import type { Comparison, Metric, Space } from './metric.ts'
import { METRICS } from './metrics.ts'

/** Generated and real pictures in the features of one kind. */
export interface Seen {
  samples: View
  /** In a random order that is the same for every evaluation. */
  known: View
}

/** What measuring needs beside features. */
export interface Measuring extends Pick<Comparison, 'multiply' | 'breathe'> {
  /** Real beside real by metric and number, which is the same for all checkpoints: kept between evaluations. */
  units: Map<string, number>
}

/**
 * All metrics for which there are features. The first half of the real pictures stands beside as many samples,
 * and beside the second half, which says what cannot be beaten with so few. What has no value, as where there is
 * but one picture, is left out.
 */
export async function measureAll(
  seen: Partial<Record<Space, Seen>>,
  { units, ...tools }: Measuring
): Promise<Measure[]> {
  const measures: Measure[] = []
  for (const metric of METRICS) {
    const own = seen[metric.space]
    if (!own) continue
    const { generated, real } = compare(own, tools)
    const value = await metric.measure(generated)
    const key = `${metric.id} ${countOf(real.samples)} ${countOf(real.known)}`
    const unit = units.get(key) ?? (await metric.measure(real))
    units.set(key, unit)
    if (Number.isFinite(value)) measures.push(describe(metric, generated, value, unit))
  }
  return measures
}

/** The two comparisons that each metric is measured in. */
export function compare(
  { samples, known }: Seen,
  tools: Pick<Comparison, 'multiply' | 'breathe'>
): Record<'generated' | 'real', Comparison> {
  const count = Math.min(countOf(samples), Math.floor(countOf(known) / 2))
  const common = { ...tools, reals: slice(known, 0, count), known }
  return {
    generated: { ...common, samples: slice(samples, 0, count) },
    real: { ...common, samples: slice(known, count, count), samplesFrom: count }
  }
}

function describe(
  { id, title, help, source, better, reals }: Metric,
  { samples, reals: asMany, known }: Comparison,
  value: number,
  unit: number
): Measure {
  return {
    ...{ id, title, help, source, better, value },
    ...(Number.isFinite(unit) && { real: unit }),
    samples: countOf(samples),
    reals: countOf(reals === 'known' ? known : asMany)
  }
}
