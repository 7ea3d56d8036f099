import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Connection } from '../../../src-renderer/rpc/connection.svelte.ts'
import { testWindow } from '../window.ts'

test('calls and errors pass, each error with its code and sentence', async () => {
  const { connection, given } = await testWindow()
  expect((await connection.api.getState({})).version).toBe('1.2.3')
  await expect(connection.api.openProject({ path: given.folder })).rejects.toMatchObject({
    name: 'StudioError',
    code: 'project/missing'
  })
})

test('events of the studio reach the window', async () => {
  const { connection, studio, given } = await testWindow()
  const path = join(given.folder, 'faces')
  const heard = new Promise((resolve) => studio.subscribe(resolve))
  await connection.api.createProject({ path })
  expect(await heard).toEqual({ type: 'project', project: { path, name: 'faces' } })
})

test('a lost line is said, its calls fail with a sentence, and it restores itself', async () => {
  const { connection, given, studio, cut, unplug } = await testWindow()
  unplug(true)
  cut()
  await vi.waitFor(() => expect(connection.link).toBe('lost'))
  expect(connection.retryAt).toBeGreaterThan(0)
  await expect(connection.api.getState({})).rejects.toMatchObject({ code: 'rpc/closed' })

  const path = join(given.folder, 'made meanwhile')
  await given.api.createProject({ path })
  unplug(false)
  await connection.open()
  await vi.waitFor(() => expect(studio.project).toEqual({ path, name: 'made meanwhile' }))
  expect(connection.link).toBe('open')
})

test('a studio that no longer knows the window is not asked again', async () => {
  let tries = 0
  const connection = new Connection({
    openPort: () => {
      tries++
      return Promise.reject(new Error('refused'))
    },
    isRefused: () => Promise.resolve(true),
    onEvent: () => {},
    onOpen: () => {}
  })
  await connection.open()
  expect([connection.link, connection.retryAt, tries]).toEqual(['refused', undefined, 1])
})
