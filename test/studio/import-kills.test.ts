import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createRandom } from '../../src-main/engine/random.ts'
import { openCache } from '../../src-main/datasets/cache.ts'
import { picture } from '../datasets/pictures.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testStudio } from './studio.ts'

const COMMAND_LINE = fileURLToPath(new URL('./kills/import.ts', import.meta.url))
const PICTURES = 240
const MOMENTS = 20

// What a process said until it ended.
interface Ended {
  text: string
  milliseconds: number
}

// Imports the folder in a studio of its own process, which tells the importer's process id.
function importAside(
  project: string,
  pictures: string,
  kill?: { who: 'studio' | 'importer'; after: number }
): Promise<Ended> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [COMMAND_LINE, project, pictures])
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    const importer = /importer (\d+)/.exec(text)?.[1]
    // Counted from here, so that no moment falls into the start of the processes.
    if (kill && importer && !text.includes('armed')) {
      text += 'armed'
      const victim = kill.who === 'studio' ? child.pid! : Number(importer)
      setTimeout(() => {
        try {
          process.kill(victim, 'SIGKILL')
        } catch {
          // It has ended already.
        }
      }, kill.after)
    }
  })
  return new Promise((resolve) => {
    child.on('close', () => resolve({ text, milliseconds: performance.now() - startedAt }))
  })
}

async function makePictures(): Promise<string> {
  const folder = join(temporaryFolder(), 'in')
  mkdirSync(folder)
  for (let n = 0; n < PICTURES; n++) {
    writeFileSync(join(folder, `${n}.jpg`), await picture(96, 96, n).jpeg().toBuffer())
  }
  return folder
}

test(`killing the importer or the studio at ${MOMENTS} moments leaves the whole data set or none`, async () => {
  const pictures = await makePictures()
  const whole = join(temporaryFolder(), 'project')
  const { text } = await importAside(whole, pictures)
  const { hash, milliseconds } = JSON.parse(/done (.*)/.exec(text)![1]!) as {
    hash: string
    milliseconds: number
  }

  const random = createRandom(20, 1)
  const outcomes: string[] = []
  for (let moment = 0; moment < MOMENTS; moment++) {
    const project = join(temporaryFolder(), 'project')
    const who = moment % 2 === 0 ? 'studio' : 'importer'
    // A little beyond the end, so that some imports are just through.
    await importAside(project, pictures, { who, after: random.uniform() * milliseconds * 1.1 })

    const given = testStudio({ workers: new URL('../../src-main/workers', import.meta.url) })
    await given.api.openProject({ path: project })
    const { datasets } = await given.api.getState({})
    const folders = readdirSync(join(project, 'datasets'))
    expect(folders).toEqual(datasets.map(({ id }) => id))
    expect(datasets.map((dataset) => dataset.hash)).toEqual(datasets.map(() => hash))
    for (const folder of folders) openCache(join(project, 'datasets', folder)).close()
    outcomes.push(datasets.length === 0 ? 'none' : 'whole')
    await given.studio.close()

    // A retry works, at every other moment for the sake of time.
    if (moment % 4 < 2 && datasets.length === 0) {
      const again = await importAside(project, pictures)
      expect(again.text).toContain(hash)
    }
  }
  // Most moments lie within the import; if none did, the test would show nothing.
  expect(outcomes.filter((outcome) => outcome === 'none').length).toBeGreaterThan(MOMENTS / 4)
}, 300_000)
