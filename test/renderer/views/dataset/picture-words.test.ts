import { expect, test } from 'vitest'
import { captionOf, spokenLabels } from '../../../../src-renderer/views/dataset/picture-words.ts'

const LABELS = {
  caption: 'a woman with long red hair, on a blue ground',
  glasses: 'none',
  hair: 'long',
  smile: 'yes',
  digit: '0'
}

test('a caption of a picture is short: tags by their names, nothing that is not there', () => {
  expect(captionOf(LABELS)).toEqual(['long', 'smile', '0'])
  expect(captionOf(undefined)).toEqual([])
})

test('who cannot see a picture hears its labels', () => {
  expect(spokenLabels(LABELS)).toBe(
    'hair long, smile, digit 0, caption a woman with long red hair, on a blue ground'
  )
})
