import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { ReportFormat } from '../../src-main/contract/exports.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { SHORT, testStudio, untilJob, untilRun, withDataset } from './studio.ts'

async function twoRuns() {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  const ids: string[] = []
  for (const seed of [1, 2]) {
    const changes = { ...SHORT, seed, images: 192 }
    const { id } = await given.api.startRun({
      ...{ dataset, preset: 'dcgan', changes },
      name: `Seed ${seed}`
    })
    await untilRun(given, id, 'finished')
    ids.push(id)
  }
  const report = async (format: ReportFormat, out?: string) => {
    const { id } = await given.api.exportRuns({ runs: ids, format, ...(out && { out }) })
    return await untilJob(given, id)
  }
  return { given, ids, report }
}

test('runs are written as a page, as one document, and as folders for other programs', async () => {
  const { given, ids, report } = await twoRuns()
  const page = (await given.studio.download((await report('html')).file!.url!))!
  expect([page.type, page.name]).toEqual(['text/html', 'comparison.html'])
  expect(Buffer.from(page.bytes).toString()).toContain('<td>seed</td><td>1</td><td>2</td>')

  const folder = temporaryFolder()
  const document = join(folder, 'runs.json')
  await report('json', document)
  const told = JSON.parse(readFileSync(document, 'utf8')) as {
    runs: { run: { id: string }; rows: { images: number }[] }[]
  }
  expect(told.runs.map(({ run }) => run.id)).toEqual(ids)
  expect(told.runs[0]!.rows.at(-1)!.images).toBe(192)

  const zip = join(folder, 'tables.zip')
  await report('csv', zip)
  expect(Object.keys(unzipSync(readFileSync(zip)))).toEqual([
    'runs.csv',
    'training.csv',
    'evaluations.csv'
  ])
  await report('tensorboard', join(folder, 'logs'))
  expect(readdirSync(join(folder, 'logs'))).toEqual(['Seed 1', 'Seed 2'])
})

test('a place that cannot be written is refused before anything is done', async () => {
  const { given, ids } = await twoRuns()
  const folder = mkdtempSync(join(temporaryFolder(), 'taken-'))
  const out = join(folder, 'page.png')
  const refused = given.api.exportRuns({ runs: ids, format: 'html', out })
  await expect(refused).rejects.toMatchObject({ code: 'export/kind' })
  await expect(given.api.exportRuns({ runs: ['gone'], format: 'html' })).rejects.toMatchObject({
    code: 'run/unknown'
  })
})
