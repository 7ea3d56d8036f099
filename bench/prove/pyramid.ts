import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import sharp from 'sharp'
import { latentWidth } from '../../src-main/contract/condition.ts'
import { levelSides } from '../../src-main/contract/pyramid.ts'
import { createBreather } from '../../src-main/datasets/breathe.ts'
import { openCache } from '../../src-main/datasets/cache.ts'
import { capture } from '../../src-main/engine/capture.ts'
import { createRandom, STREAMS } from '../../src-main/engine/random.ts'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { createVariables } from '../../src-main/engine/variables.ts'
import { encodeGrid } from '../../src-main/exports/images.ts'
import { createFamily } from '../../src-main/gan/family.ts'
import { fillPlaces, toBytes } from '../../src-main/gan/pictures.ts'
import { readCheckpoint } from '../../src-main/training/checkpoint.ts'
import { createMemory, LOOK } from '../../src-main/training/metrics/eye.ts'
import { frechetOf } from '../../src-main/training/metrics/frechet.ts'
import type { View } from '../../src-main/training/metrics/features.ts'
import {
  createRandomNetworks,
  multiplyRows
} from '../../src-main/training/metrics/random-networks.ts'
import { newestModel } from './newest-model.ts'
import type { Proof, ProofOptions } from './proof.ts'
import { trainOnce } from './train-once.ts'
import { atelier } from './through-studio.ts'

const PROJECT = join(import.meta.dirname, '../.cache/prove/pyramid')
const SIZE = 32
const COUNT = 10_000
const IMAGES = 150_000
const SAMPLES = 2_000
const SHOWN = 24
// Chains in a row of the picture, each of a picture for every level and the upscaled coarsest one.
const CHAINS = 3

/**
 * Whether the levels of a LAPGAN add detail that is worth adding: its samples are nearer to real pictures than its
 * coarsest level, upscaled by cubic interpolation.
 */
export async function provePyramid({ say, picture }: ProofOptions): Promise<Proof> {
  const seconds = prepare(say)
  await startEngine()
  const { model } = newestModel(PROJECT)
  const chains = drawChains(model.file)
  const finest = chains.map((chain) => chain.at(-1)!)
  const upscaled = await Promise.all(chains.map(([coarsest]) => enlarge(coarsest!, 'cubic')))
  const real = readReal(2 * SAMPLES)
  const views = [finest, upscaled, real.slice(0, SAMPLES), real.slice(SAMPLES)].map(see)
  const against = (samples: View): Promise<number> =>
    frechetOf({
      samples,
      reals: views[3]!,
      known: views[3]!,
      multiply: multiplyRows,
      breathe: createBreather()
    })
  const [pyramid, cubic, best] = [
    await against(views[0]!),
    await against(views[1]!),
    await against(views[2]!)
  ]
  const sheet: Uint8Array[] = []
  for (const [at, chain] of chains.slice(0, SHOWN).entries()) {
    for (const level of chain) sheet.push(await enlarge(level, 'nearest'))
    sheet.push(upscaled[at]!)
  }
  const columns = CHAINS * (levelSides(SIZE).length + 1)
  writeFileSync(picture('prove-pyramid'), await encodeGrid(sheet, SIZE, columns))
  return {
    passed: pyramid < cubic,
    figures: { pyramid, cubic, real: best, samples: SAMPLES, images: IMAGES, size: SIZE, seconds },
    report: [
      `The preset \`pyramid\` at ${SIZE} px after ${IMAGES.toLocaleString('en-US')} images of ${COUNT.toLocaleString('en-US')} drawn avatars. Fréchet distance of ${SAMPLES.toLocaleString('en-US')} samples from as many real pictures, in what networks of random weights see; of other real pictures it is ${best.toFixed(1)}.`,
      '| | Fréchet distance |\n|---|---|\n' +
        `| the whole pyramid | ${pyramid.toFixed(1)} |\n| its coarsest level, 8 px, upscaled by cubic interpolation | ${cubic.toFixed(1)} |`,
      `![Chains of 8, 16 and 32 px, and the first upscaled](prove-pyramid.png)\n\nEach chain of four: 8, 16 and 32 px, and the first of them upscaled by cubic interpolation.`
    ].join('\n\n')
  }
}

// Draws and trains once; gives the seconds of the training, or undefined where it was done before.
function prepare(say: ProofOptions['say']): number | undefined {
  return trainOnce(PROJECT, {
    makeData(project) {
      atelier('draw', 'avatars', ...project, '--size', String(SIZE), '--count', String(COUNT))
      say(`Training on ${COUNT} avatars`)
    },
    train: ['--dataset', 'Avatars', '--preset', 'pyramid', '--images', String(IMAGES)]
  })
}

// Of each sample what every level has drawn, the coarsest first, as bytes.
function drawChains(file: string): Uint8Array[][] {
  const { config, variables } = readCheckpoint(file)
  const state = createVariables()
  const family = createFamily(config, state, createRandom(config.seed, STREAMS.weights))
  const width = latentWidth(config)
  const sides = levelSides(config.size)
  const graph = capture(
    {
      chain: {
        inputs: { latents: [LOOK, width] },
        step: ({ latents }) =>
          Object.fromEntries(
            family.chain(latents as Tensor2D).map((level, at) => [`level${sides[at]}`, level])
          )
      }
    },
    state
  )
  graph.write(variables)
  const places = new Float32Array(SAMPLES * width)
  fillPlaces(config, createRandom(7, STREAMS.samples), places)
  const chains: Uint8Array[][] = []
  for (let from = 0; from < SAMPLES; from += LOOK) {
    const latents = places.subarray(from * width, (from + LOOK) * width)
    const drawn = graph.run.chain({ latents })
    const levels = sides.map((side) => toBytes(drawn[`level${side}`]!))
    for (let at = 0; at < LOOK; at++) {
      chains.push(
        levels.map((bytes) => {
          const length = bytes.length / LOOK
          return bytes.slice(at * length, (at + 1) * length)
        })
      )
    }
  }
  graph.dispose()
  return chains
}

async function enlarge(bytes: Uint8Array, kernel: 'cubic' | 'nearest'): Promise<Uint8Array> {
  const side = Math.sqrt(bytes.length / 3)
  const picture = sharp(bytes, { raw: { width: side, height: side, channels: 3 } })
  return new Uint8Array(await picture.resize(SIZE, SIZE, { kernel }).raw().toBuffer())
}

function readReal(count: number): Uint8Array[] {
  const [dataset] = readdirSync(join(PROJECT, 'datasets'))
  const cache = openCache(join(PROJECT, 'datasets', dataset!))
  const pictures = Array.from({ length: count }, (_, index) => {
    const bytes = new Uint8Array(SIZE * SIZE * 3)
    cache.read([index], bytes)
    return bytes
  })
  cache.close()
  return pictures
}

function see(pictures: readonly Uint8Array[]): View {
  const eye = createRandomNetworks(SIZE, 3)
  const { memory, add } = createMemory(eye, pictures.length)
  for (let from = 0; from < pictures.length; from += LOOK) add(pictures.slice(from, from + LOOK))
  eye.dispose()
  return memory.view
}
