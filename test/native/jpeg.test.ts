import { execFile } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { findCompiler } from '../../scripts/lib/prerequisites.mjs'
import { HALF_ACROSS, HALF_DOWN, RESTARTS } from '../datasets/decoders/jpeg-files.ts'
import { picture } from '../datasets/pictures.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const run = promisify(execFile)
const SOURCES = join(import.meta.dirname, '../../src-native/jpeg')
const FILES = 30_000

test('no damage makes the JPEG decoder touch what is not its own, or compute what is not defined', async () => {
  const folder = temporaryFolder()
  const program = join(folder, 'fuzz')
  const sources = readdirSync(SOURCES).filter(
    (name) => name.endsWith('.cc') && name !== 'module.cc'
  )
  await run(await findCompiler(), [
    ...['-std=c++17', '-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
    ...[`-I${SOURCES}`, '-o', program, join(import.meta.dirname, 'jpeg-fuzz.cc')],
    ...sources.map((name) => join(SOURCES, name))
  ])
  const pictures = [
    await picture(48, 40).jpeg().toBuffer(),
    await picture(70, 61).jpeg({ chromaSubsampling: '4:4:4', quality: 98 }).toBuffer(),
    await picture(30, 30).greyscale().toColourspace('b-w').jpeg({ quality: 40 }).toBuffer(),
    await picture(90, 33).jpeg({ optimiseCoding: false }).withExif({}).toBuffer(),
    RESTARTS,
    HALF_ACROSS,
    HALF_DOWN
  ]
  const paths = pictures.map((bytes, n) => {
    const path = join(folder, `${n}.jpg`)
    writeFileSync(path, bytes)
    return path
  })
  const { stdout } = await run(program, [String(FILES), ...paths])
  // Most damage to the data makes another picture; if it were always refused nothing would be tested.
  expect(Number(stdout)).toBeGreaterThan(FILES / 10)
})
