import { expect, test } from 'vitest'
import { createAvatars } from '../../../../src-main/datasets/samples/avatars.ts'

// Reads a caption by its own rules, not by those that wrote it.
function read(caption: string): Record<string, string> {
  const [first, ...asides] = caption.split(', ').length > 1 ? splitAsides(caption) : [caption]
  const has = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(first!)
  const [, hair, hairColour] = / (short|medium|long) (\w+) hair/.exec(first!) ?? []
  const told: Record<string, string> = {
    presenting: has('woman') ? 'woman' : 'man',
    hair: has('bald') ? 'bald' : hair!,
    glasses: has('sunglasses')
      ? 'sunglasses'
      : (/(round|square|cat-eye) glasses/.exec(first!)?.[1] ?? 'none'),
    beard: has('full beard')
      ? 'full'
      : has('moustache')
        ? 'moustache'
        : has('stubble')
          ? 'stubble'
          : 'none',
    mouth: asides.includes('smiling') ? 'smile' : asides.includes('mouth open') ? 'open' : 'neutral'
  }
  if (hairColour) told['hairColour'] = hairColour
  for (const aside of asides) {
    const ground = /^on a (\w+) background$/.exec(aside)?.[1]
    if (ground) told['background'] = ground
    const turn = {
      'looking left': 'left',
      'looking right': 'right',
      'facing the viewer': 'centre'
    }[aside]
    if (turn) told['turn'] = turn
  }
  return told
}

// Commas also divide what somebody has: “with red hair, a moustache and glasses, smiling”.
function splitAsides(caption: string): string[] {
  const at = caption.search(/, (smiling|mouth open|looking|facing|on a )/)
  return at < 0 ? [caption] : [caption.slice(0, at), ...caption.slice(at + 2).split(', ')]
}

test('captions say what the labels say, each in plain words', () => {
  const set = createAvatars(8, 16)
  const mentions = { turn: 0, background: 0 }
  for (let index = 0; index < 600; index++) {
    const { labels } = set.draw(index)
    const told = read(labels['caption']!)
    expect({ caption: labels['caption'], ...labels, ...told }).toEqual(labels)
    for (const aside of ['turn', 'background'] as const) if (told[aside]) mentions[aside]++
  }
  for (const count of Object.values(mentions)) expect(count).toBeGreaterThan(150)
})

test('captions read as sentences do', () => {
  const set = createAvatars(8, 16)
  const captions = Array.from({ length: 60 }, (_, index) => {
    const wanted = { presenting: 'woman', hair: 'long', hairColour: 'red', beard: 'none' } as const
    return set.draw(index, { ...wanted, glasses: 'round', mouth: 'smile' }).labels['caption']
  })
  expect(captions).toContain('a woman with long red hair and round glasses, smiling')
})
