import { join } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import { parseConfig } from '../contract/presets.ts'
import type { RunConfig } from '../contract/run-config.ts'
import type { BatchState } from '../datasets/batches.ts'
import type { RandomState } from '../engine/random.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'

/** Everything training needs to go on exactly: weights, optimizer slots, random states, data order. */
export interface Checkpoint {
  config: RunConfig
  /** Pictures the discriminator has seen. */
  images: number
  /** Seconds trained. */
  seconds: number
  latents: RandomState
  batches: BatchState
  /** Every variable by name. */
  variables: ReadonlyMap<string, Float32Array>
}

const FORMAT = 'gan-atelier-checkpoint-1'

/** Where a run keeps the checkpoint of so many images. */
export function checkpointFile(runFolder: string, images: number): string {
  return join(runFolder, 'checkpoints', `${images}.safetensors`)
}

/** Writes a checkpoint, whole or not at all. */
export function writeCheckpoint(
  file: string,
  checkpoint: Checkpoint,
  shapes: ReadonlyMap<string, readonly number[]>
): { bytes: number; sha256: string } {
  const { variables, ...rest } = checkpoint
  const arrays = [...variables].map(([name, values]) => ({
    name,
    shape: shapes.get(name)!,
    values
  }))
  return writeSafetensors(file, arrays, { format: FORMAT, training: JSON.stringify(rest) })
}

/**
 * Reads a checkpoint, of its variables only those whose name is wanted; throws `checkpoint/unreadable`,
 * `checkpoint/damaged` or `checkpoint/foreign`.
 */
export function readCheckpoint(file: string, wanted?: (name: string) => boolean): Checkpoint {
  const { arrays, metadata } = readSafetensors(file, wanted)
  if (metadata['format'] !== FORMAT) {
    throw new StudioError(
      'checkpoint/foreign',
      `"${file}" is not a checkpoint of this studio's version (its format is "${metadata['format'] ?? 'none'}"); use one that this version wrote.`
    )
  }
  const rest = JSON.parse(metadata['training']!) as Omit<Checkpoint, 'variables'>
  const variables = new Map([...arrays].map(([name, { values }]) => [name, values]))
  return { ...rest, config: parseConfig({ ...rest.config }), variables }
}
