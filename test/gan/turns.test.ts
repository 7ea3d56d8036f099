import { describe, expect, it } from 'vitest'
import { resolveConfig } from '../../src-main/contract/presets.ts'
import { imagesPerStep } from '../../src-main/contract/images-per-step.ts'
import { latentBatches, turnsOf } from '../../src-main/gan/turns.ts'

const words = (changes: Record<string, unknown>): string =>
  turnsOf(resolveConfig('dcgan', changes))
    .map(({ player, batch }) => `${player[0]}${batch}`)
    .join(' ')

describe('turns', () => {
  it('go in the order and number of the config', () => {
    expect(words({})).toBe('d0 g0')
    expect(words({ order: 'generator-first' })).toBe('g0 d0')
    expect(words({ discriminatorSteps: 3 })).toBe('d0 d1 d2 g0')
    expect(words({ discriminatorSteps: 2, generatorSteps: 3, order: 'generator-first' })).toBe(
      'g0 g1 g2 d0 d1'
    )
  })

  it('take a batch of pictures for each discriminator update and of z for the longer row', () => {
    const config = resolveConfig('dcgan', { batch: 8, discriminatorSteps: 3, generatorSteps: 2 })
    expect(imagesPerStep(config)).toBe(24)
    expect(latentBatches(config)).toBe(3)
  })
})
