import { expect, test } from 'vitest'
import {
  countLabels,
  labelText,
  parseLabel,
  suggestLabels
} from '../../../src-renderer/state/label-text.ts'

test('a word is a tag, a name and a value are a label, and both are written as they are read', () => {
  expect(parseLabel('glasses')).toEqual({ attribute: 'glasses', value: 'yes' })
  expect(parseLabel(' hair :  long ')).toEqual({ attribute: 'hair', value: 'long' })
  expect(parseLabel('time: 12:30')).toEqual({ attribute: 'time', value: '12:30' })
  for (const text of ['glasses', 'hair: long', 'time: 12:30'])
    expect(labelText(parseLabel(text)!)).toBe(text)
})

test('what the studio would refuse is no label', () => {
  const texts = ['', '  ', ':', 'hair:', ': long', 'a'.repeat(65), `a: ${'b'.repeat(501)}`]
  expect(texts.map(parseLabel)).toEqual(texts.map(() => undefined))
  expect(parseLabel(`${'a'.repeat(64)}: ${'b'.repeat(500)}`)).toBeDefined()
})

const FACES = [
  { hair: 'long', glasses: 'yes', caption: 'a woman' },
  { hair: 'long', smile: 'yes', caption: 'a man' },
  { hair: 'short', smile: 'yes', caption: 'somebody with long words' }
]

test('labels are counted by attribute, the commonest value first', () => {
  expect(countLabels(FACES).slice(0, 3)).toEqual([
    {
      attribute: 'hair',
      labelled: 3,
      values: [
        { value: 'long', count: 2 },
        { value: 'short', count: 1 }
      ],
      more: 0
    },
    { attribute: 'glasses', labelled: 1, values: [{ value: 'yes', count: 1 }], more: 0 },
    {
      attribute: 'caption',
      labelled: 3,
      values: [
        { value: 'a woman', count: 1 },
        { value: 'a man', count: 1 },
        { value: 'somebody with long words', count: 1 }
      ],
      more: 0
    }
  ])
})

test('known labels are suggested: exact ones, then by their beginning, then by any part', () => {
  const many = countLabels(
    Array.from({ length: 60 }, (_, n) => ({ ...FACES[n % 3], caption: `${n}` }))
  )
  const suggest = (typed: string): string[] => suggestLabels(typed, many).map(labelText)
  expect(suggest('hair')).toEqual(['hair: long', 'hair: short'])
  expect(suggest('long')).toEqual(['hair: long'])
  expect(suggest('hair:sh')).toEqual(['hair: short'])
  expect(suggest('s')).toEqual(['smile', 'hair: short', 'glasses'])
  // Free text that differs each time is nothing to choose from.
  expect(suggest('caption')).toEqual([])
})
