import { expect, test } from 'vitest'
import { cleanText, decodeText, shorten } from '../../../src-main/datasets/labels/text.ts'

test.each([
  ['  two\r\nlines\t\u0007here ', 'two lines here'],
  ['left \u202eright', 'left right'],
  ['<b>bold</b>', '<b>bold</b>'],
  ['👩‍🎨 at work', '👩‍🎨 at work'],
  ['half \ud83d', 'half']
])('%j becomes %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean)
})

test('a text is never cut within a character', () => {
  expect(shorten('ab👩', 3)).toBe('ab')
  expect(shorten('abc', 3)).toBe('abc')
})

test.each([
  ['UTF-8', Buffer.from('Mädchen'), 'Mädchen'],
  ['Latin-1', Buffer.from('Mädchen', 'latin1'), 'Mädchen'],
  ['UTF-16 as Windows marks it', Buffer.from('\ufeffMädchen', 'utf16le'), 'Mädchen'],
  ['UTF-16 of the other order', Buffer.from('\ufeffMädchen', 'utf16le').swap16(), 'Mädchen'],
  ['other data', Buffer.of(1, 0, 2), undefined]
])('%s is read', (_, bytes, text) => {
  expect(decodeText(bytes)).toBe(text)
})
