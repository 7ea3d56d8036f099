import type { MODEL_FORMATS } from '../../contract/exports.ts'
import type { ExportTask } from '../../contract/workers.ts'
import type { Made } from '../../formats/write.ts'
import { inputWords, type ModelToWrite } from './facts.ts'
import { readGenerator } from './generator.ts'
import { encodeOnnx } from './onnx.ts'
import { encodeGenerator } from './safetensors.ts'
import { encodeTfjs } from './tfjs.ts'

const FORMATS: Record<(typeof MODEL_FORMATS)[number], (model: ModelToWrite) => Made> = {
  tfjs: encodeTfjs,
  onnx: encodeOnnx,
  safetensors: encodeGenerator
}

/** The generator as another program's file, with where it came from. */
export function exportModel(
  format: (typeof MODEL_FORMATS)[number],
  { model, origin }: ExportTask,
  datasetHash: string
): Made {
  const { config, layers } = readGenerator(model)
  const facts = {
    run: origin.run,
    run_name: origin.runName,
    checkpoint: String(origin.checkpoint),
    checkpoint_sha256: origin.checkpointSha256,
    config_digest: origin.configDigest,
    dataset_hash: datasetHash,
    config: JSON.stringify(config),
    averaged: String(config.emaImages > 0),
    input: inputWords(config)
  }
  return FORMATS[format]({ config, layers, facts })
}
