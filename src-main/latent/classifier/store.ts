import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readSafetensors, writeSafetensors } from '../../training/safetensors.ts'
import type { KnownAttribute } from './classifier.ts'
import type { LabelledHead } from './heads.ts'

const FORMAT = 'gan-atelier-classifier-1'

/** What a file holds of a classifier. */
export interface SavedClassifier {
  attributes: KnownAttribute[]
  weights: ReadonlyMap<string, Float32Array>
}

/** The file of the classifier of these labels of these pictures: other labels make it another one. */
export function classifierFile(
  folder: string,
  fingerprint: string,
  heads: readonly LabelledHead[]
): string {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, fingerprint]))
  for (const { attribute, values, of } of heads) {
    hash.update(JSON.stringify([attribute, values]))
    hash.update(new Uint8Array(of.buffer, of.byteOffset, of.byteLength))
  }
  return join(folder, `classifier-${hash.digest('hex').slice(0, 16)}.safetensors`)
}

/** Writes one, whole or not at all. */
export function saveClassifier(file: string, { attributes, weights }: SavedClassifier): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const arrays = [...weights].map(([name, values]) => ({ name, shape: [values.length], values }))
  writeSafetensors(file, arrays, { format: FORMAT, attributes: JSON.stringify(attributes) })
}

/** Reads one; undefined where there is none, or none that is whole. */
export function readClassifier(file: string): SavedClassifier | undefined {
  try {
    const { arrays, metadata } = readSafetensors(file)
    if (metadata['format'] !== FORMAT) return undefined
    const attributes = JSON.parse(metadata['attributes']!) as KnownAttribute[]
    const weights = new Map([...arrays].map(([name, { values }]) => [name, values]))
    return { attributes, weights }
  } catch {
    // It is learned again.
    return undefined
  }
}
