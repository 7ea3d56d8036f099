import { describe, expect, it } from 'vitest'
import {
  checkSetting,
  parseConfig,
  PRESETS,
  resolveConfig
} from '../../src-main/contract/presets.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'

type Changes = Partial<RunConfig>

// What cannot stand together, the sentence that says so, and the remedy that the sentence names.
const IMPOSSIBLE: [Changes, RegExp, Changes][] = [
  [{ images: 100, batch: 128 }, /"images" is 100, less than one batch of 128/, { images: 128 }],
  [{ checkpointEvery: 64, batch: 128 }, /"checkpointEvery" is 64/, { checkpointEvery: 128 }],
  [{ momentum: 0.5 }, /"momentum" is 0.5, but adam has beta1 in its place/, { momentum: 0 }],
  [{ momentum: 0.5 }, /optimizer=sgd/, { optimizer: 'sgd' }],
  [{ nesterov: true }, /"nesterov" is true with optimizer=adam and/, { nesterov: false }],
  [
    { optimizer: 'sgd', nesterov: true },
    /with optimizer=sgd and momentum=0, and needs sgd with a momentum above 0/,
    { momentum: 0.9 }
  ],
  [
    { optimizer: 'rmsprop', momentum: 0.9, nesterov: true },
    /with optimizer=rmsprop/,
    { optimizer: 'sgd' }
  ],
  [{ lastRate: 0.1 }, /"lastRate" is 0.1, but a constant rate/, { rateSchedule: 'linear' }],
  [{ rateImages: 500 }, /"rateImages" is 500, but a constant rate/, { rateImages: 0 }],
  [
    { images: 5_000, warmupImages: 6_000 },
    /"warmupImages" is 6000, but the learning rates reach their end at 5000 images/,
    { warmupImages: 5_000 }
  ],
  [{ loss: 'hinge', labelSmoothing: 0.1 }, /but hinge has no target/, { labelSmoothing: 0 }],
  [{ loss: 'wgan-gp' }, /"discriminatorNorm" is batch, but wgan-gp/, { discriminatorNorm: 'none' }],
  [
    { loss: 'wgan-gp', discriminatorNorm: 'none', minibatchKernels: 50 },
    /"minibatchKernels" is 50/,
    { minibatchKernels: 0 }
  ],
  [{ family: 'residual' }, /built to do without/, { discriminatorNorm: 'none' }],
  [{ residualBlocks: 2 }, /the family dcgan has none/, { residualBlocks: 1 }],
  [
    { family: 'residual', discriminatorNorm: 'none', generatorFilters: 30 },
    /"generatorFilters" is 30, but the family residual takes 4 or groups of 8/,
    { generatorFilters: 32 }
  ],
  [
    { family: 'residual', discriminatorNorm: 'none', discriminatorFilters: 5 },
    /"discriminatorFilters" is 5/,
    { discriminatorFilters: 4 }
  ],
  [{ noiseImages: 500 }, /no noise that could fade/, { instanceNoise: 0.1 }],
  [{ batch: 30, packing: 4 }, /a batch of 30 is not made of whole packs/, { batch: 32 }],
  [{ accuracyCeiling: 0.8, phaseImages: 1_000 }, /turns of images say/, { phaseImages: 0 }],
  [{ phaseImages: 100, discriminatorSteps: 2 }, /the 128 images of one step/, { phaseImages: 128 }],
  [
    { rateSchedule: 'cosine', rateImages: 1_000, warmupImages: 2_000 },
    /their end at 1000 images; the nearest valid choice is warmupImages=1000\./,
    { warmupImages: 1_000 }
  ]
]

describe('parseConfig', () => {
  it.each(IMPOSSIBLE)('refuses %j, and takes the remedy it names', (changes, sentence, remedy) => {
    expect(() => parseConfig(changes)).toThrow(sentence)
    expect(parseConfig({ ...changes, ...remedy })).toMatchObject(remedy)
  })

  it('reads a config of before these settings as one that trains the same', () => {
    expect(parseConfig({ family: 'dcgan', beta1: 0.5 })).toMatchObject({
      optimizer: 'adam',
      momentum: 0,
      rateSchedule: 'constant',
      warmupImages: 0,
      emaImages: 0
    })
  })
})

describe('presets', () => {
  it.each(Object.entries(PRESETS))('%s is a config, and differs in what it names', (id, preset) => {
    expect(preset.id).toBe(id)
    const [config, usual] = [resolveConfig(id), resolveConfig('dcgan')]
    expect(config).toMatchObject(preset.config)
    for (const [key, value] of Object.entries(preset.config)) {
      expect(value, key).not.toBe(usual[key as keyof RunConfig])
    }
  })
})

describe('checkSetting', () => {
  it('looks at one value alone', () => {
    checkSetting('momentum', 0.5)
    checkSetting('images', 64)
    expect(() => checkSetting('momentum', 1)).toThrow(
      '"momentum" cannot be 1; it takes a number from 0 to 0.999; the nearest is 0.999.'
    )
    expect(() => checkSetting('optimizer', 'adm')).toThrow(
      '"optimizer" cannot be "adm"; it takes adam, rmsprop, sgd; the nearest is adam.'
    )
  })
})
