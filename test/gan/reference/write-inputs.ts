import { writeFileSync } from 'node:fs'
import { scalar, type Tensor4D } from '@tensorflow/tfjs-core'
import { normal } from '../../../src-main/engine/operations/normal.ts'
import { uniform } from '../../../src-main/engine/operations/uniform.ts'
import { startEngine } from '../../../src-main/engine/tensorflow.ts'
import { NUMBERS } from '../../../src-main/gan/augment.ts'
import { SHARES } from '../../../src-main/gan/penalties.ts'
import { NOISE } from '../../../src-main/gan/view.ts'
import { CASES } from './cases.ts'
import { CHANCE, drawnBy, prepare } from './step.ts'

// What first_step.py needs: configs, inputs, weights, and the random numbers of each look.
//   node test/gan/reference/write-inputs.ts inputs.json
//   python first_step.py inputs.json first-step.json   (with bench/peers/torch-requirements.txt)

await startEngine()
const chance = scalar(CHANCE)
const LOOKS = [0, 1, 2]
const cases = Object.keys(CASES).map((name) => {
  const { config, inputs, before, shapes } = prepare(name)
  const pictures = [config.batch, config.size, config.size, 3]
  const draws = {
    colour: LOOKS.map((place) =>
      drawnBy((at) => uniform([config.batch, NUMBERS], at, place), chance)
    ),
    noise: LOOKS.map((place) =>
      drawnBy((at) => normal<Tensor4D>(pictures, at, NOISE + place), chance)
    ),
    share: drawnBy((at) => uniform([config.batch / config.packing, 1], at, SHARES), chance)
  }
  const variables = [...before].map(([key, values]) => [
    key,
    { shape: shapes.get(key), values: Array.from(values) }
  ])
  const arrays = Object.entries(inputs).map(([key, values]) => [key, Array.from(values)])
  return {
    ...{ name, config, draws },
    inputs: Object.fromEntries(arrays),
    variables: Object.fromEntries(variables)
  }
})
writeFileSync(process.argv[2]!, JSON.stringify(cases))
