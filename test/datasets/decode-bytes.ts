import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ImportSettingsSchema,
  type ImportSettings
} from '../../src-main/contract/import-settings.ts'
import { decodeFound } from '../../src-main/datasets/decode.ts'
import type { Decoded, Unusable } from '../../src-main/datasets/decoded.ts'
import type { Place } from '../../src-main/datasets/found.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Settings of an import, the usual ones where nothing else is said. */
export function settingsOf(some: Partial<ImportSettings> = {}): ImportSettings {
  return ImportSettingsSchema.parse(some)
}

/** Puts bytes into a file of their own, as a source would tell of it. */
export function placeOf(bytes: Uint8Array): Place {
  const path = join(temporaryFolder(), 'picture')
  writeFileSync(path, bytes)
  return { kind: 'file', path: Buffer.from(path) }
}

/** Decodes bytes as an import would decode a file of them. */
export function decodeBytes(
  bytes: Uint8Array,
  some: Partial<ImportSettings> = {}
): Promise<Decoded | Unusable> {
  return decodeFound({ place: placeOf(bytes) }, settingsOf(some))
}

/** The same where it must succeed. */
export async function decodeGood(
  bytes: Uint8Array,
  some: Partial<ImportSettings> = {}
): Promise<Decoded> {
  const outcome = await decodeBytes(bytes, some)
  if (outcome.kind === 'unusable') throw new Error(outcome.reason)
  return outcome
}

/** Why bytes are refused. */
export async function reasonFor(
  bytes: Uint8Array,
  some: Partial<ImportSettings> = {}
): Promise<string> {
  const outcome = await decodeBytes(bytes, some)
  return outcome.kind === 'unusable' ? outcome.reason : 'It was decoded.'
}
