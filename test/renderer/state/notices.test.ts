import { expect, onTestFinished, test, vi } from 'vitest'
import type { SystemNotice } from '../../../src-main/contract/run-notice.ts'
import { Notices, type NoticePermission } from '../../../src-renderer/state/notices.svelte.ts'
import { LONG, SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

// A browser whose person and permission the test decides on.
async function testNotices(answer: NoticePermission = 'granted') {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const browser = { permission: 'default' as NoticePermission, watched: false }
  const shown: { notice: SystemNotice; onclick: () => void }[] = []
  const opened: string[] = []
  const notices = new Notices({
    studio: window.studio,
    messages: window.messages,
    system: {
      permission: () => browser.permission,
      ask: async () => (browser.permission = answer),
      show: (notice, onclick) => shown.push({ notice, onclick }),
      isWatched: () => browser.watched
    },
    showRun: (run) => opened.push(run)
  })
  onTestFinished(notices.watch())
  const start = (changes: Record<string, number> = SHORT) =>
    window.given.api.startRun({ dataset: dataset.id, preset: 'quick', changes })
  return { ...window, notices, browser, shown, opened, start }
}

test('who asked for it is told of an end, once, and led to the run', async () => {
  const { given, studio, notices, shown, opened, start } = await testNotices()
  await notices.want(true)
  const run = await start()
  await untilRun(given, run.id, 'finished')
  await vi.waitFor(() => expect(studio.run(run.id)?.state).toBe('finished'))
  expect(shown.map(({ notice }) => notice.title)).toEqual([`“${run.name}” is trained`])
  shown[0]!.onclick()
  expect(opened).toEqual([run.id])
})

test('nobody is told who did not ask, or who looks at the page', async () => {
  const { given, studio, notices, browser, shown, start } = await testNotices()
  const end = async () => {
    const run = await start()
    await untilRun(given, run.id, 'finished')
    await vi.waitFor(() => expect(studio.run(run.id)?.state).toBe('finished'))
  }
  await end()
  await notices.want(true)
  browser.watched = true
  await end()
  await notices.want(false)
  browser.watched = false
  await end()
  expect(shown).toEqual([])
})

test('what happened while the line was lost is told when it is back', async () => {
  const { given, studio, notices, shown, start, cut, unplug } = await testNotices()
  await notices.want(true)
  const run = await start(LONG)
  await untilRun(given, run.id, 'running')
  await vi.waitFor(() => expect(studio.run(run.id)?.state).toBe('running'))
  unplug(true)
  cut()
  given.workers.find(({ kind }) => kind === 'trainer')!.process.kill()
  await untilRun(given, run.id, 'interrupted')
  unplug(false)
  await vi.waitFor(() => expect(studio.run(run.id)?.state).toBe('interrupted'), { timeout: 15_000 })
  notices.compare()
  notices.compare()
  expect(shown.map(({ notice }) => notice.title)).toEqual([`“${run.name}” stopped`])
})

test('a browser that refuses is said, and stays off', async () => {
  const { notices, messages } = await testNotices('denied')
  await notices.want(true)
  expect([notices.areWanted, messages.last?.text]).toEqual([
    false,
    'The browser does not let this page notify you; allow notifications in its settings for this site, then try again.'
  ])
})
