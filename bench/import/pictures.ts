import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { createRandom, type Random } from '../../src-main/engine/random.ts'
import type { Say } from '../options.ts'

/** JPEGs that are made by code. */
export interface PictureSet {
  name: string
  count: number
  /** Shorter and longer side in pixels, between which the sides lie. */
  sides: [number, number]
}

const CACHE = join(import.meta.dirname, '../.cache/import')
/** How much of the octave below an octave has: the more, the more there is to encode. */
const DETAIL = [0.7, 0.76, 0.82]
const COARSEST = 4
/** Of the coarsest noise, in levels. */
const CONTRAST = 110
/** A field's side as a multiple of a picture's. */
const ROOM = 1.5
const FIELDS = 12
const QUALITY = 88
const SEED = 20_261_123
/** Files of a folder, as a file manager still likes them. */
const PER_FOLDER = 5_000

/**
 * The folder of a set's pictures, one folder for each class, made where it is not there yet. Each is a part
 * of a field of soft noise with about the spectrum of photographs (Field 1987), turned and tinted.
 */
export async function ensurePictures(set: PictureSet, say: Say): Promise<string> {
  const folder = join(CACHE, `${set.name}-${set.count}`)
  if (existsSync(folder)) return folder
  say(`Making ${set.count} pictures for ${set.name} in ${folder}, once …`)
  const beside = `${folder}.part`
  rmSync(beside, { recursive: true, force: true })
  const random = createRandom(SEED, 1)
  const side = Math.round(set.sides[1] * ROOM)
  const fields: Field[] = []
  for (let i = 0; i < Math.min(FIELDS, set.count / 10); i++) {
    fields.push(await makeField(side, DETAIL[i % DETAIL.length]!, random))
  }
  let next = 0
  const work = async (): Promise<void> => {
    while (next < set.count) {
      const index = next++
      const place = join(beside, `class-${Math.floor(index / PER_FOLDER)}`)
      if (index % PER_FOLDER === 0) mkdirSync(place, { recursive: true })
      writeFileSync(
        join(place, `${index}.jpg`),
        await makePicture(set, fields[index % fields.length]!, random)
      )
    }
  }
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, work))
  renameSync(beside, folder)
  return folder
}

/** Something that pictures are parts of: side x side x 3 bytes. */
interface Field {
  side: number
  pixels: Uint8ClampedArray
}

// Noise on a coarse grid, again and again made twice as fine with less noise added.
async function makeField(side: number, detail: number, random: Random): Promise<Field> {
  const halvings = Math.floor(Math.log2(side / COARSEST))
  let levels: Float32Array = new Float32Array()
  let at = 0
  for (let octave = 0; octave <= halvings; octave++) {
    const finer = Math.round(side / 2 ** (halvings - octave))
    levels = octave === 0 ? new Float32Array(finer * finer * 3) : await enlarge(levels, at, finer)
    const noise = new Float32Array(levels.length)
    const most = CONTRAST * detail ** octave
    random.fillUniform(noise, -most, most)
    for (let i = 0; i < levels.length; i++) levels[i]! += noise[i]!
    at = finer
  }
  return { side, pixels: Uint8ClampedArray.from(levels, (level) => 128 + level) }
}

async function enlarge(levels: Float32Array, side: number, finer: number): Promise<Float32Array> {
  const { buffer, byteOffset, length } = await sharp(levels, {
    raw: { width: side, height: side, channels: 3 }
  })
    .resize(finer, finer, { kernel: 'cubic', fit: 'fill' })
    .raw({ depth: 'float' })
    .toBuffer()
  return new Float32Array(buffer, byteOffset, length / 4)
}

function makePicture({ sides }: PictureSet, field: Field, random: Random): Promise<Buffer> {
  const [small, large] = sides
  const draw = (until: number): number => random.integer(until)
  const side = (): number => small + draw(large - small + 1)
  const [width, height] = [side(), side()]
  const place = { left: draw(field.side - width), top: draw(field.side - height), width, height }
  const tint = [0, 1, 2].map(() => 0.7 + 0.5 * random.uniform())
  return sharp(field.pixels, { raw: { width: field.side, height: field.side, channels: 3 } })
    .extract(place)
    .rotate(90 * draw(4))
    .flop(draw(2) === 1)
    .linear(tint, [draw(30), draw(30), draw(30)])
    .jpeg({ quality: QUALITY })
    .toBuffer()
}
