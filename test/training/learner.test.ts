import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src-main/contract/presets.ts'
import { learnerAt } from '../../src-main/training/learner.ts'

describe('learnerAt', () => {
  it('lets both learn where nothing else is asked for', () => {
    expect(learnerAt(parseConfig({}), 12_345, 1)).toBe('train')
  })

  it('lets a discriminator wait that was above its accuracy', () => {
    const config = parseConfig({ accuracyCeiling: 0.8 })
    const learners = [0, 0.8, 0.81, 1].map((accuracy) => learnerAt(config, 0, accuracy))
    expect(learners).toEqual(['train', 'train', 'trainGenerator', 'trainGenerator'])
  })

  it.each([
    ['discriminator-first', ['Discriminator', 'Discriminator', 'Generator', 'Discriminator']],
    ['generator-first', ['Generator', 'Generator', 'Discriminator', 'Generator']]
  ] as const)('takes turns of images, %s', (order, expected) => {
    const config = parseConfig({ phaseImages: 1_000, order })
    const learners = [0, 999, 1_000, 2_500].map((images) => learnerAt(config, images, 1))
    expect(learners).toEqual(expected.map((name) => `train${name}`))
  })
})
