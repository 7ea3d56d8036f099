import { describe, expect, it } from 'vitest'
import { checkSetting, parseConfig } from '../../src-main/contract/presets.ts'
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
