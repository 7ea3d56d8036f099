/** A failure a person can act on: one sentence with what, why and what to do, and a code that never changes. */
export class StudioError extends Error {
  override readonly name = 'StudioError'
  /** Stable, `area/reason`; tests and translations hold on to it. */
  readonly code: string

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** The code of a training step that does not fit into memory. */
export const OUT_OF_MEMORY = 'training/out-of-memory'

/** The code of what was not meant for people; a system's own codes, such as ENOENT, have no slash either. */
const INTERNAL = 'internal'

/** What travels between processes in place of an error object. */
export interface ErrorRecord {
  code: string
  message: string
}

/** Turns anything thrown into a record; what was not meant for people keeps its message under `internal`. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof StudioError) return { code: error.code, message: error.message }
  // Errors lose their class on the way through a port, but keep these two fields.
  if (isErrorRecord(error)) return { code: error.code, message: error.message }
  const message = error instanceof Error ? error.message : String(error)
  return { code: INTERNAL, message: `Something unexpected failed: ${message}` }
}

/** The opposite of `toErrorRecord`, for the receiving side. */
export function fromErrorRecord(record: ErrorRecord): StudioError {
  return new StudioError(record.code, record.message)
}

function isErrorRecord(value: unknown): value is ErrorRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    (value.code.includes('/') || value.code === INTERNAL) &&
    'message' in value &&
    typeof value.message === 'string'
  )
}
