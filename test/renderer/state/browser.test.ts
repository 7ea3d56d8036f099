import { expect, test, vi } from 'vitest'
import { Browser } from '../../../src-renderer/state/browser.svelte.ts'
import { Datasets } from '../../../src-renderer/state/datasets.svelte.ts'
import { withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

const COUNT = 60

/** A window that looks through drawn faces, all by the real importer. */
async function openBrowser() {
  const window = await testWindow({
    workers: new URL('../../../src-main/workers', import.meta.url)
  })
  const dataset = await withDataset(window.given, COUNT)
  const datasets = new Datasets(window.connection.api, window.studio, window.messages)
  const browser = new Browser(window.connection.api, datasets, window.messages)
  // As the view does it at each change.
  const listed = (check: () => void): Promise<void> =>
    vi.waitFor(() => {
      browser.refresh()
      check()
    })
  await listed(() => expect(browser.selection.list).toHaveLength(COUNT))
  return { ...window, browser, dataset, datasets, listed }
}

test('finds by labels and words, the newest question last', async () => {
  const { browser, listed } = await openBrowser()
  browser.loadFacts()
  await vi.waitFor(() => expect(browser.facts).toBeDefined())
  const hair = browser.facts!.attributes.find(({ attribute }) => attribute === 'hair')!
  const { value, count } = hair.values[0]!
  browser.query = { text: 'no such words' }
  browser.query = { labels: [{ attribute: 'hair', value }] }
  await listed(() => expect(browser.selection.list).toHaveLength(count))
  await browser.labels.want(browser.selection.list)
  const found = browser.selection.list.map((picture) => browser.labels.of(picture)!['hair'])
  expect(new Set(found)).toEqual(new Set([value]))
  expect(browser.isFiltered).toBe(true)
  browser.query = { text: 'no such words' }
  await listed(() => expect(browser.pictures).toEqual([]))
})

test('labels are put on and taken off, undone and redone, and the list follows', async () => {
  const { browser, messages, listed } = await openBrowser()
  browser.query = { labels: [{ attribute: 'favourite', value: 'yes' }] }
  await listed(() => expect(browser.pictures).toEqual([]))
  await browser.label([3, 5], { attribute: 'favourite', value: 'yes' })
  expect(messages.last).toMatchObject({
    text: '“favourite” put on 2 pictures.',
    action: { label: 'Undo' }
  })
  await listed(() => expect(browser.selection.list).toEqual([3, 5]))
  await browser.unlabel([5], { attribute: 'favourite', value: 'yes' })
  await listed(() => expect(browser.selection.list).toEqual([3]))

  const { edits } = browser
  const dataset = browser.dataset!
  await edits.undo(dataset)
  await listed(() => expect(browser.selection.list).toEqual([3, 5]))
  await edits.undo(dataset)
  await listed(() => expect(browser.selection.list).toEqual([]))
  expect([edits.canUndo(dataset), edits.canRedo(dataset)]).toEqual([false, true])
  await edits.redo(dataset)
  await listed(() => expect(browser.selection.list).toEqual([3, 5]))
  await browser.labels.want([3])
  expect(browser.labels.of(3)).toMatchObject({ favourite: 'yes' })
})

test('what is left out goes from the list, the next is picked, and the message takes it back', async () => {
  const { browser, messages, studio, listed } = await openBrowser()
  const { selection } = browser
  selection.pickSome([10, 11])
  await browser.exclude(selection.pictures)
  await listed(() => expect(selection.list).toHaveLength(COUNT - 2))
  expect([selection.pictures, studio.datasets[0]!.count]).toEqual([[12], COUNT - 2])
  browser.query = { show: 'excluded', only: 'person' }
  await listed(() => expect(selection.list).toEqual([10, 11]))
  messages.last!.action!.run()
  await listed(() => expect(selection.list).toEqual([]))
  expect(messages.last!.text).toBe('Undone: 2 pictures left out.')
  // The button of a message that was used does nothing again.
  expect(browser.edits.canUndo(browser.dataset!)).toBe(false)
})

test('only the last change can be undone by its message, and only once', async () => {
  const { browser, messages, listed } = await openBrowser()
  await browser.exclude([1])
  const { action } = messages.last!
  await browser.exclude([2])
  expect(messages.shown.map(({ text }) => text)).toEqual(['1 picture left out.'])
  action!.run()
  await browser.edits.undo(browser.dataset!)
  messages.shown[0]?.action?.run()
  browser.query = { show: 'excluded' }
  await listed(() => expect(browser.selection.list).toEqual([1]))
})

test('a picture is shown large with everything known of it, and its neighbours after it', async () => {
  const { browser } = await openBrowser()
  browser.open(7)
  browser.step(1)
  browser.loadDetail()
  await vi.waitFor(() => expect(browser.detail?.picture).toBe(8))
  expect(browser.isOpened).toBe(true)
  expect(browser.detail!.histogram.map((levels) => levels.length)).toEqual([64, 64, 64])
  browser.open(COUNT - 1)
  browser.step(1)
  expect(browser.selection.active).toBe(COUNT - 1)
  browser.close()
  expect([browser.isOpened, browser.selection.pictures]).toEqual([false, [COUNT - 1]])
})

test('a picture that the query leaves away is gone to all the same', async () => {
  const { browser, listed } = await openBrowser()
  await browser.exclude([4])
  await listed(() => expect(browser.selection.list).not.toContain(4))
  browser.goTo(4)
  await listed(() => expect(browser.selection.pictures).toEqual([4]))
  expect(browser.query).toEqual({ show: 'all' })
})

test('another data set begins anew', async () => {
  const { browser, datasets, given, listed } = await openBrowser()
  browser.query = { text: 'woman' }
  browser.open(2)
  const { id } = await given.api.createSampleSet({ kind: 'avatars', size: 16, count: 20 })
  const { job } = await given.waitFor(
    'job',
    (event) => event.job.id === id && event.job.state === 'done'
  )
  await listed(() => expect(datasets.current?.id).toBe(job.dataset))
  await listed(() => expect(browser.selection.list).toHaveLength(20))
  expect([browser.query, browser.isOpened, browser.selection.count]).toEqual([{}, false, 0])
})

test('a change that cannot be saved says why and leaves the history as it was', async () => {
  const { browser, messages, given } = await openBrowser()
  const dataset = browser.dataset!
  await given.api.deleteDataset({ dataset: dataset.id })
  await browser.edits.change(dataset, [{ kind: 'restore', pictures: [1] }], '1 picture put back')
  expect(messages.last).toMatchObject({ level: 'problem' })
  expect(browser.edits.canUndo(dataset)).toBe(false)
})
