import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { StudiedModel } from '../../contract/analyst.ts'
import { isOptimizerState } from '../../engine/optimizers/optimizer.ts'
import { readSafetensors, writeSafetensors } from '../../training/safetensors.ts'
import { isMoment } from '../calibrate.ts'

const FORMAT = 'gan-atelier-encoder-1'

/** The file of the encoder of a checkpoint. */
export function encoderFile({ folder, sha256 }: Pick<StudiedModel, 'folder' | 'sha256'>): string {
  return join(folder, `encoder-${sha256.slice(0, 16)}.safetensors`)
}

/** Writes what was learned, out of all variables: the encoder and the discriminator's moments. Whole or not at all. */
export function saveEncoder(file: string, variables: ReadonlyMap<string, Float32Array>): void {
  mkdirSync(dirname(file), { recursive: true })
  const arrays = [...variables]
    .filter(([name]) => isLearned(name))
    .map(([name, values]) => ({ name, shape: [values.length], values }))
  writeSafetensors(file, arrays, { format: FORMAT })
}

/** Reads them; undefined where there is no such file, or none that is whole. */
export function readEncoder(file: string): Map<string, Float32Array> | undefined {
  try {
    const { arrays, metadata } = readSafetensors(file)
    if (metadata['format'] !== FORMAT) return undefined
    return new Map([...arrays].map(([name, { values }]) => [name, values]))
  } catch {
    // It is learned again.
    return undefined
  }
}

function isLearned(name: string): boolean {
  if (isOptimizerState(name)) return false
  return name.startsWith('encoder/') || isMoment(name)
}
