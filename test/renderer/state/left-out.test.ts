import { expect, test, vi } from 'vitest'
import type { StudioApi } from '../../../src-main/contract/api.ts'
import type { Dataset, ExclusionReason } from '../../../src-main/contract/models.ts'
import { LeftOut } from '../../../src-renderer/state/left-out.svelte.ts'
import { Messages } from '../../../src-renderer/state/messages.svelte.ts'

test('knows why each picture is left out, and asks again only when that has changed', async () => {
  let held: Record<number, ExclusionReason> = { 2: 'duplicate', 5: 'near', 6: 'near' }
  let asked = 0
  const findPictures: StudioApi['findPictures'] = async ({ query }) => {
    asked++
    const pictures = Object.keys(held).map(Number)
    return { pictures: pictures.filter((picture) => held[picture] === query.only) }
  }
  const leftOut = new LeftOut({ findPictures } as StudioApi, new Messages())
  const dataset = (hash: string): Dataset => ({ id: 'set', hash }) as Dataset

  leftOut.follow(dataset('first'))
  await vi.waitFor(() => expect(leftOut.reasonOf(5)).toBe('near'))
  leftOut.follow(dataset('first'))
  expect(asked).toBe(3)
  expect([leftOut.reasonOf(2), leftOut.reasonOf(3)]).toEqual(['duplicate', undefined])
  expect(leftOut.countsOf(dataset('first'))).toEqual({ duplicate: 1, near: 2, person: 0 })
  expect(leftOut.countsOf({ ...dataset('first'), id: 'another' })).toEqual({})

  held = { 3: 'person' }
  leftOut.follow(dataset('second'))
  await vi.waitFor(() => expect(leftOut.reasonOf(3)).toBe('person'))
  expect(leftOut.reasonOf(5)).toBeUndefined()
})
