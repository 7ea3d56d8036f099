import type { EngineRecord } from '../contract/models.ts'

/**
 * Why the numbers of a run that has been trained by one engine and goes on with another will not be to the
 * last bit those of a run without a break; undefined where they will.
 */
export function engineDifference(before: EngineRecord, now: EngineRecord): string | undefined {
  // Runs of release 0.1 do not say whose convolutions they had.
  const isKnown = before.kernels !== undefined
  const [was, is] = [engineWords(before, isKnown), engineWords(now, isKnown)]
  return was === is
    ? undefined
    : `It was trained ${was} and goes on ${is}, so its numbers differ in their last bits from those of a run without a break.`
}

function engineWords({ slow, tensorflow, device, kernels }: EngineRecord, all: boolean): string {
  if (slow !== undefined) return 'in plain JavaScript'
  const where = device === 'gpu' ? 'a graphics card' : 'the processor'
  const whose = all ? `, by ${kernels ? 'the studio’s' : 'TensorFlow’s'} convolutions` : ''
  return `with TensorFlow ${tensorflow} on ${where}${whose}`
}
