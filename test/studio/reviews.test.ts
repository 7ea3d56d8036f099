import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Job } from '../../src-main/contract/models.ts'
import { pixelPaths } from '../../src-main/contract/pixels.ts'
import { pictureFolder, testStudio, untilJob, type TestStudio } from './studio.ts'

async function inReview(): Promise<TestStudio & { job: Job }> {
  const given = testStudio()
  const { api } = given
  await api.createProject({ path: join(given.folder, 'project') })
  const path = pictureFolder(8, ['like a.png', 'like b.png'])
  const begun = given.waitFor('job', ({ job }) => job.state === 'review')
  await api.startImport({ source: { path }, settings: { size: 16 }, review: true })
  return { ...given, job: (await begun).job }
}

test('an import with near duplicates waits for a decision, and its pictures can be seen', async () => {
  const { api, studio, job } = await inReview()
  const report = await api.getImportReview({ job: job.id })
  const picture = await studio.pixels(pixelPaths.stagedPicture(job.id, 9))
  const { datasets, jobs } = await api.getState({})
  expect([report.near?.length, picture?.type, datasets, jobs[0]?.state]).toEqual([
    2,
    'image/png',
    [],
    'review'
  ])
})

test('what is left out in a review is left out of the data set', async () => {
  const { job, ...given } = await inReview()
  const { api } = given
  const ended = given.waitFor('job', (event) => event.job.state === 'done')
  const exclude = [{ reason: 'near' as const, pictures: [8, 9] }]
  const going = await api.finishImport({ job: job.id, exclude })
  const dataset = (await ended).job.dataset!
  const report = await api.getImportReport({ dataset })
  const found = (await api.getState({})).datasets[0]
  expect([going.state, found?.count, found?.pictures, found?.hash, report.imported]).toEqual([
    'working',
    8,
    10,
    'cd'.repeat(32),
    8
  ])
  await expect(api.finishImport({ job: job.id })).rejects.toMatchObject({
    code: 'job/not-in-review'
  })
})

test('a review that is cancelled leaves nothing behind', async () => {
  const { job, ...given } = await inReview()
  await given.api.cancelJob({ job: job.id })
  expect((await untilJob(given, job.id)).state).toBe('cancelled')
  expect(readdirSync(join(given.folder, 'project', 'datasets'))).toEqual([])
})

test('a project is not closed over a review', async () => {
  const { api } = await inReview()
  await expect(api.closeProject({})).rejects.toMatchObject({ code: 'project/busy' })
})

test('what a killed studio had in review is gone at the next start', async () => {
  const { job, studio, folder } = await inReview()
  const datasets = join(folder, 'project', 'datasets')
  const [staged] = readdirSync(datasets)
  await studio.close()
  // A killed one could not have removed it.
  expect([job.state, existsSync(join(datasets, staged!))]).toEqual(['review', true])
  const next = testStudio({ folder })
  await next.api.openProject({ path: join(folder, 'project') })
  expect(readdirSync(datasets)).toEqual([])
})

test('without near duplicates nobody is asked', async () => {
  const given = testStudio()
  const { api } = given
  await api.createProject({ path: join(given.folder, 'project') })
  const source = { path: pictureFolder(8) }
  const job = await api.startImport({ source, settings: { size: 16 }, review: true })
  expect((await untilJob(given, job.id)).state).toBe('done')
})
