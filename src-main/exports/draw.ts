import { setImmediate } from 'node:timers/promises'
import { StudioError } from '../contract/errors.ts'

/** What an export needs of the process it runs in. */
export interface ExportContext {
  /** The picture at z, size x size x channels bytes. */
  draw(z: Float32Array): Promise<Uint8Array>
  /** A total of 0 says that it is not known how long the rest takes. */
  report(done: number, total: number): void
  signal: AbortSignal
}

/**
 * Draws latents one by one, with progress, letting others have their turn between, so that a slider moved
 * meanwhile waits for a single picture; `use` gets each in order. Throws `job/cancelled`.
 */
export async function drawAll(
  { draw, report, signal }: ExportContext,
  latents: readonly Float32Array[],
  use: (picture: Uint8Array, index: number) => void | Promise<void>
): Promise<void> {
  for (const [index, z] of latents.entries()) {
    checkCancelled(signal)
    await use(await draw(z), index)
    report(index + 1, latents.length)
    await setImmediate()
  }
  checkCancelled(signal)
}

/** Waits for work that cannot be stopped, but no longer than until the job is cancelled. */
export function unlessCancelled<Result>(
  signal: AbortSignal,
  work: Promise<Result>
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(cancelled())
    if (signal.aborted) cancel()
    signal.addEventListener('abort', cancel, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel))
  })
}

function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled()
}

function cancelled(): StudioError {
  return new StudioError('job/cancelled', 'The export was cancelled; nothing of it was kept.')
}
