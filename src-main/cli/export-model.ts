import { mkdirSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { MODEL_FORMATS } from '../contract/exports.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { exportFile } from './export-file.ts'
import { openModel } from './model.ts'
import { oneOf, required } from './words.ts'

/** `atelier export` */
export const exportModel: Command = {
  summary: 'the generator of a run for other programs',
  usage: '--project P [--run R] [--checkpoint C] --format onnx|tfjs|safetensors --out DIR',
  help: [
    '--format F  onnx: z [N,latent] to pictures [N,channels,size,size]; any ONNX runtime',
    '            tfjs: model.json and its weights, for tf.loadLayersModel; pictures [N,size,size,channels]',
    '            safetensors: the weights, with the layers in the metadata',
    '--out DIR   a folder, or a file that ends with .onnx, .safetensors or (of tfjs) .zip'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' },
    checkpoint: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' }
  },
  run: async (session) => {
    const { words, terminal } = session
    const format = oneOf('format', required(words, 'format'), MODEL_FORMATS)
    const place = resolve(required(words, 'out'))
    const { model, run } = await openModel(session)
    const out = fileIn(place, format)
    const what = { kind: 'model', format } as const
    const path = await exportFile(session, { ...model, what, out })
    terminal.result(
      { path, run: run.id, checkpoint: run.checkpoint, format },
      `The generator at ${run.checkpoint} images as ${format}: ${path}`
    )
    return EXIT_DONE
  }
}

// What is one file goes into a folder that is named; tfjs makes its folder itself.
function fileIn(place: string, format: (typeof MODEL_FORMATS)[number]): string {
  if (format === 'tfjs' || extname(place)) return place
  mkdirSync(place, { recursive: true })
  return join(place, `generator.${format}`)
}
