import { expect, onTestFinished, test, vi } from 'vitest'
import type { StudioApi } from '../../../src-main/contract/api.ts'
import { StudioError } from '../../../src-main/contract/errors.ts'
import { ImportSettingsSchema } from '../../../src-main/contract/import-settings.ts'
import type { ImportPreview, PreviewSample } from '../../../src-main/contract/models.ts'
import { ImportPreviewer } from '../../../src-renderer/state/import-preview.svelte.ts'

const SAMPLE: PreviewSample = {
  file: 'a.jpg',
  width: 4,
  height: 4,
  window: { left: 0, top: 0, width: 1, height: 1 },
  upscaled: false,
  grey: false
}
const settings = (size: 16 | 32 | 64) => ImportSettingsSchema.parse({ size })

/** A studio that answers when the test says so. */
function slowStudio() {
  const asked: number[] = []
  const ends: ((answer: ImportPreview | Error) => void)[] = []
  const previewImport = ({ settings }: Parameters<StudioApi['previewImport']>[0]) => {
    asked.push(settings.size!)
    return new Promise<ImportPreview>((resolve, reject) =>
      ends.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)))
    )
  }
  const loaded: string[] = []
  const previewer = new ImportPreviewer(
    { previewImport } as unknown as StudioApi,
    async (url) => void loaded.push(url),
    async () => ({ path: '/pictures' })
  )
  onTestFinished(() => previewer.close())
  const answer = (id: string, samples = [SAMPLE]): void =>
    ends.shift()!({ id, files: 1, filesAtLeast: false, samples, attributes: [], grey: false })
  return { previewer, asked, loaded, answer, refuse: (error: Error) => ends.shift()!(error) }
}

test('of quick changes the newest is tried, and what was there stays until its pictures have come', async () => {
  const { previewer, asked, loaded, answer } = slowStudio()
  previewer.request(settings(16))
  await vi.waitFor(() => expect(asked).toEqual([16]))
  answer('first')
  await vi.waitFor(() => expect(previewer.shown?.id).toBe('first'))
  expect(loaded).toEqual(
    ['before', 'after'].map((which) => `/pixels/previews/first/0/${which}.png`)
  )

  previewer.request(settings(32))
  previewer.request(settings(64))
  expect([previewer.busy, previewer.shown?.id, previewer.size]).toEqual([true, 'first', 16])
  await vi.waitFor(() => expect(asked).toEqual([16, 64]))
  // While it is tried, another change comes: its answer is the only one shown.
  previewer.request(settings(32))
  await new Promise((resolve) => setTimeout(resolve, 200))
  answer('stale')
  await vi.waitFor(() => expect(asked).toEqual([16, 64, 32]))
  expect(previewer.shown?.id).toBe('first')
  answer('newest')
  await vi.waitFor(() => expect(previewer.busy).toBe(false))
  expect([previewer.shown?.id, previewer.size]).toEqual(['newest', 32])
})

test('pictures of a rejected file are not asked for', async () => {
  const { previewer, asked, loaded, answer } = slowStudio()
  previewer.request(settings(16))
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  answer('mixed', [{ ...SAMPLE, problem: 'It is cut off.' }, SAMPLE])
  await vi.waitFor(() => expect(previewer.shown?.id).toBe('mixed'))
  expect(loaded.every((url) => url.includes('/1/'))).toBe(true)
})

test('a source that cannot be read says why, and a later try may succeed', async () => {
  const { previewer, asked, answer, refuse } = slowStudio()
  previewer.request(settings(16))
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  refuse(new StudioError('import/no-folder', 'There is no folder /pictures.'))
  await vi.waitFor(() => expect(previewer.problem).toBe('There is no folder /pictures.'))
  expect([previewer.busy, previewer.shown]).toEqual([false, undefined])
  previewer.request(settings(32))
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  answer('there again')
  await vi.waitFor(() => expect(previewer.shown?.id).toBe('there again'))
  expect(previewer.problem).toBeUndefined()
})
