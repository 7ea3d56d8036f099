import { rename, rm, writeFile } from 'node:fs/promises'
import { StudioError } from '../contract/errors.ts'

/** Writes a finished picture where a person wants it; a failure leaves what was there before. */
export async function writeExport(out: string, bytes: Uint8Array): Promise<void> {
  // Beside and renamed: a full disk must not cost the picture of yesterday.
  const beside = `${out}.part`
  try {
    await writeFile(beside, bytes)
    await rename(beside, out)
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {})
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'export/not-writable',
      `${out} cannot be written (${why}); choose another place, or make room there.`,
      { cause }
    )
  }
}
