import sharp from 'sharp'
import { expect, test } from 'vitest'
import { fitTarget } from '../../../src-main/latent/projection/target.ts'

const rgb = { size: 16, channels: 'rgb' } as const
const grey = { size: 16, channels: 'grey' } as const

/** A picture that is left red, right blue. */
async function redAndBlue(width: number, height: number): Promise<Uint8Array> {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const isLeft = Math.floor(at / 3) % width < width / 2
    return at % 3 === (isLeft ? 0 : 2) ? 255 : 0
  })
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

async function rawOf(png: Uint8Array) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  return { bytes: [...data], width: info.width, height: info.height }
}

test('a picture of any size becomes the model’s: its middle, upright, in [-1,1]', async () => {
  const file = await redAndBlue(400, 100)
  const { pixels, png } = await fitTarget({ file, name: 'wide.png' }, rgb)
  expect(pixels).toHaveLength(16 * 16 * 3)
  expect([...pixels.subarray(0, 3)]).toEqual([1, -1, -1])
  expect([...pixels.subarray(45, 48)]).toEqual([-1, -1, 1])
  const { bytes, width, height } = await rawOf(png)
  expect([width, height]).toEqual([16, 16])
  expect(bytes.map((byte) => Math.fround(byte / 127.5 - 1))).toEqual([...pixels])
})

test('a small one is enlarged, a grey one taken by a model of colours', async () => {
  const file = await sharp(Buffer.of(51), { raw: { width: 1, height: 1, channels: 1 } })
    .png()
    .toBuffer()
  const { pixels } = await fitTarget({ file, name: 'dot.png' }, rgb)
  expect(new Set(pixels)).toEqual(new Set([Math.fround(51 / 127.5 - 1)]))
})

test('a model of grey pictures takes a coloured one by its luma', async () => {
  const file = await redAndBlue(32, 32)
  const { pixels, png } = await fitTarget({ file, name: 'both.png' }, grey)
  expect(pixels).toHaveLength(16 * 16)
  expect(pixels[0]).toBe(Math.fround(Math.round(0.299 * 255) / 127.5 - 1))
  expect(pixels[15]).toBe(Math.fround(Math.round(0.114 * 255) / 127.5 - 1))
  expect((await rawOf(png)).width).toBe(16)
})

test('what is no picture, is damaged or is too large is a sentence with its name', async () => {
  const whole = await redAndBlue(64, 64)
  const huge = await sharp({
    create: { width: 30_000, height: 8_000, channels: 3, background: '#fff' }
  })
    .png()
    .toBuffer()
  const said = async (file: Uint8Array): Promise<unknown> =>
    fitTarget({ file, name: 'x.png' }, rgb).catch(({ code, message }) => [code, message])
  expect(await said(Buffer.from('hello, this is only a text'))).toEqual([
    'picture/unusable',
    '“x.png” cannot be looked for in a model; it is not a picture: its content is text.'
  ])
  expect(await said(new Uint8Array())).toEqual([
    'picture/unusable',
    '“x.png” cannot be looked for in a model; it is empty (0 bytes).'
  ])
  expect(await said(whole.subarray(0, whole.length / 2))).toEqual([
    'picture/unusable',
    expect.stringMatching(/^“x\.png” cannot be looked for in a model; it is (cut off|damaged)/)
  ])
  expect(await said(huge)).toEqual([
    'picture/unusable',
    expect.stringContaining('it has 240 megapixels, more than the 200 allowed; make it smaller.')
  ])
})
