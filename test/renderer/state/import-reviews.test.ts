import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ImportReviews } from '../../../src-renderer/state/import-reviews.svelte.ts'
import { Navigation } from '../../../src-renderer/state/navigation.svelte.ts'
import { pictureFolder } from '../../studio/studio.ts'
import { testWindow, type TestWindow } from '../window.ts'

function openReviews({ connection, studio, messages }: TestWindow) {
  const navigation = new Navigation()
  const reviews = new ImportReviews(connection.api, studio, messages, navigation)
  onTestFinished(reviews.watch())
  return { navigation, reviews }
}

/** An import of four pictures, of which two look like the first, that has come to its review. */
async function reviewedImport() {
  const window = await testWindow()
  const { api, folder } = window.given
  await api.createProject({ path: join(folder, 'project') })
  const { navigation, reviews } = openReviews(window)
  const source = pictureFolder(2, ['like 0.png', 'like 1.png', 'letter.txt'])
  const job = await api.startImport({ source: { path: source }, settings: {}, review: true })
  await vi.waitFor(() => expect(reviews.decisions(job.id)).toBeDefined())
  return { window, api, navigation, reviews, job: job.id }
}

test('an import that waits is told, decided and added', async () => {
  const { window, api, navigation, reviews, job } = await reviewedImport()
  expect(reviews.waiting.map(({ id }) => id)).toEqual([job])
  expect(window.messages.last?.text).toMatch(/is looked through: 2 look-alikes\.$/)
  reviews.open(job)
  expect(navigation.page).toEqual({ kind: 'review', job })
  const decisions = reviews.decisions(job)!
  expect(decisions.inCount).toBe(2)
  decisions.choose(decisions.pairs[0]!, 'both')
  await reviews.finish(job)
  expect(navigation.page).toBeUndefined()
  await vi.waitFor(async () => expect((await api.getState({})).datasets).toHaveLength(1))
  expect(reviews.waiting).toEqual([])
})

test('what was decided outlives the window', async () => {
  const { window, api, reviews, job } = await reviewedImport()
  reviews.decisions(job)!.keepAll()
  await vi.waitFor(async () =>
    expect(await api.readView({ key: `review/${job}` })).toEqual({ out: [] })
  )
  const { reviews: reopened } = openReviews(window)
  await reopened.reload()
  expect(reopened.decisions(job)?.inCount).toBe(4)
})

test('an import that is discarded leaves nothing', async () => {
  const { api, reviews, navigation, job } = await reviewedImport()
  reviews.open(job)
  await reviews.discard(job)
  expect(navigation.page).toBeUndefined()
  await vi.waitFor(() => expect(reviews.waiting).toEqual([]))
  expect((await api.getState({})).datasets).toEqual([])
})
