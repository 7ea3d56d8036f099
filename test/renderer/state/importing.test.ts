import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Importing } from '../../../src-renderer/state/importing.svelte.ts'
import { ProjectDesk } from '../../../src-renderer/state/project-desk.svelte.ts'
import { pictureFolder } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testImporting() {
  const window = await testWindow()
  const { connection, studio, messages } = window
  const onStarted = vi.fn()
  const importing = new Importing({
    api: connection.api,
    messages,
    desk: new ProjectDesk(connection.api, studio, messages),
    load: async () => {},
    onStarted
  })
  return { ...window, importing, onStarted }
}

test('a folder is tried, then imported as it was set, into a project that is made for it', async () => {
  const { importing, given, studio, onStarted } = await testImporting()
  const source = pictureFolder(3)
  await importing.plan({ kind: 'folder', path: source })
  await vi.waitFor(() => expect(importing.preview?.shown?.files).toBe(3))
  importing.name = 'Three'
  importing.projectFolder = join(given.folder, 'project')
  importing.change({ size: 16, fit: 'pad', labels: ['folders'] })
  await importing.start()
  expect([importing.source, importing.preview, onStarted.mock.calls.length]).toEqual([
    undefined,
    undefined,
    1
  ])
  await vi.waitFor(() => expect(studio.datasets).toHaveLength(1))
  expect(studio.datasets[0]).toMatchObject({
    name: 'Three',
    source,
    size: 16,
    settings: { size: 16, fit: 'pad', labels: ['folders'] }
  })
})

test('a source that cannot be opened says so in the dialog', async () => {
  const { importing } = await testImporting()
  await importing.plan({ kind: 'folder', path: '/nowhere/at/all' })
  await vi.waitFor(() => expect(importing.preview?.problem).toMatch(/no folder \/nowhere\/at\/all/))
})

test('an archive gives its name without its ending; a repeated import its settings', async () => {
  const { importing } = await testImporting()
  await importing.plan({ kind: 'folder', path: '/pictures/faces.zip' }, { channels: 'grey' })
  expect([importing.name, importing.settings.channels]).toEqual(['faces', 'grey'])
})

test('the name of a sample set follows its kind until it is typed over, and so does its size', async () => {
  const { importing } = await testImporting()
  await importing.plan({ kind: 'sample-set' })
  importing.drawing.size = 128
  importing.draw('voxels')
  expect([importing.name, importing.drawing.size]).toEqual(['Voxels', 32])
  importing.name = 'Mine'
  importing.draw('shapes')
  expect(importing.name).toBe('Mine')
})
