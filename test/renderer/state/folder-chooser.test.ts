import { expect, it } from 'vitest'
import type { StudioApi } from '../../../src-main/contract/api.ts'
import type { FolderListing } from '../../../src-main/contract/models.ts'
import { FolderChooser } from '../../../src-renderer/state/folder-chooser.svelte.ts'
import type { StudioMirror } from '../../../src-renderer/state/studio.svelte.ts'

/** A studio that lists a folder when the test says so. */
function slowStudio(): { api: StudioApi; answer(path: string): void } {
  const waiting = new Map<string, (listing: FolderListing) => void>()
  const listFolder = ({ path = '/home' }: { path?: string }): Promise<FolderListing> =>
    new Promise((resolve) => waiting.set(path, resolve))
  return {
    api: { listFolder } as unknown as StudioApi,
    answer: (path) => waiting.get(path)!({ path, folders: [], archives: [], pictures: 0 })
  }
}

it('is busy until the folder asked for last is there, and takes no other in its place', async () => {
  const { api, answer } = slowStudio()
  const folders = new FolderChooser(api, {} as StudioMirror)
  const first = folders.show('/home')
  const second = folders.show('/pictures')
  expect({ busy: folders.isListing, path: folders.path }).toEqual({ busy: true, path: '' })
  answer('/home')
  await first
  expect({ busy: folders.isListing, path: folders.path }).toEqual({ busy: true, path: '' })
  answer('/pictures')
  await second
  expect({ busy: folders.isListing, path: folders.path }).toEqual({
    busy: false,
    path: '/pictures'
  })
})
