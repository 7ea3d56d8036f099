import { StudioError } from '../contract/errors.ts'
import type { Unusable } from './decoded.ts'

const UNUSABLE = 'import/unusable'

/** What is thrown where a file cannot be used; `reason` is one sentence for the person who imports it. */
export function refusal(reason: string, cause?: unknown): StudioError {
  return new StudioError(UNUSABLE, reason, cause === undefined ? undefined : { cause })
}

/** The sentence of a refusal; undefined for any other error. */
export function refusalReason(error: unknown): string | undefined {
  return error instanceof StudioError && error.code === UNUSABLE ? error.message : undefined
}

/** Anything thrown while a file was decoded, as its outcome. */
export function asUnusable(error: unknown): Unusable {
  const why = error instanceof Error ? error.message : String(error)
  return { kind: 'unusable', reason: refusalReason(error) ?? `It cannot be decoded (${why}).` }
}

/** A refusal for a file whose end is missing. */
export function cutOff(what: string, cause?: unknown): StudioError {
  return refusal(`It is cut off: its ${what} data end too early.`, cause)
}

/** A refusal for a file whose content contradicts itself. */
export function damaged(what: string, cause?: unknown): StudioError {
  return refusal(`It is damaged: its ${what} data cannot be decoded.`, cause)
}
