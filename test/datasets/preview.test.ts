import sharp from 'sharp'
import { expect, test } from 'vitest'
import { decodeFound } from '../../src-main/datasets/decode.ts'
import { previewFound } from '../../src-main/datasets/preview.ts'
import { placeOf, settingsOf } from './decode-bytes.ts'
import { picture } from './pictures.ts'

async function preview(bytes: Buffer, some: Parameters<typeof settingsOf>[0]) {
  const found = { place: placeOf(bytes) }
  const shown = await previewFound(found, settingsOf(some))
  const decoded = await decodeFound(found, settingsOf(some))
  if (shown.kind === 'unusable' || decoded.kind === 'unusable') throw new Error('unusable')
  return { shown, decoded }
}

const pixelsOf = async (png: Uint8Array) =>
  sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })

test('a preview shows the upright picture, what is taken of it, and the very pixels of an import', async () => {
  const turned = picture(600, 400).withMetadata({ orientation: 6 })
  const { shown, decoded } = await preview(await turned.jpeg().toBuffer(), { size: 64 })
  const before = await pixelsOf(shown.before)
  const after = await pixelsOf(shown.after)
  expect(before.info).toMatchObject({ width: 171, height: 256 })
  expect(after.info).toMatchObject({ width: 64, height: 64 })
  expect(new Uint8Array(after.data)).toEqual(decoded.pixels)
  expect(shown).toMatchObject({ width: 400, height: 600, upscaled: false, grey: false })
  // 64 of 96 rows.
  expect(shown.window).toEqual({ left: 0, top: 16 / 96, width: 1, height: 64 / 96 })
})

test('one channel, padding and enlargement are told', async () => {
  const bytes = await picture(40, 20).png().toBuffer()
  const { shown, decoded } = await preview(bytes, { size: 64, fit: 'pad', channels: 'grey' })
  const after = await pixelsOf(shown.after)
  expect(shown).toMatchObject({ upscaled: true, window: { left: 0, top: 0, width: 1, height: 1 } })
  expect((await pixelsOf(shown.before)).info).toMatchObject({ width: 40, height: 20 })
  expect([...decoded.pixels].every((level, i) => after.data[i * 3] === level)).toBe(true)
})

test('a bad file gives the reason that an import would give', async () => {
  const cut = (await picture(200, 100).png().toBuffer()).subarray(0, 300)
  expect(await previewFound({ place: placeOf(cut) }, settingsOf())).toEqual({
    kind: 'unusable',
    reason: 'It is cut off: its PNG data end too early.'
  })
})
