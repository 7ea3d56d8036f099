import { expect, test, vi } from 'vitest'
import type { StudioApi } from '../../../src-main/contract/api.ts'
import type { Dataset, ExclusionReason } from '../../../src-main/contract/models.ts'
import { LeftOut } from '../../../src-renderer/state/left-out.svelte.ts'
import { Messages } from '../../../src-renderer/state/messages.svelte.ts'

/** A studio of ten pictures that keeps what is left out. */
function smallStudio(reasons: Record<number, ExclusionReason | undefined>) {
  let held = reasons
  let asked = 0
  const dataset = (): Dataset => ({ id: 'set', hash: JSON.stringify(held) }) as Dataset
  const api = {
    findPictures: async ({ query }) => {
      asked++
      const pictures = Object.keys(held).map(Number)
      return { pictures: pictures.filter((picture) => held[picture] === query.only) }
    },
    changeDataset: async ({ changes }) => {
      const before = held
      held = { ...held }
      for (const change of changes) {
        for (const picture of change.pictures) {
          if (change.kind === 'exclude') held[picture] = change.reason
          if (change.kind === 'restore') held[picture] = undefined
        }
      }
      const undo = Object.entries(before).map(([picture, reason]) => ({
        kind: 'exclude' as const,
        pictures: [Number(picture)],
        reason: reason!
      }))
      return { dataset: dataset(), undo }
    }
  } as Pick<StudioApi, 'findPictures' | 'changeDataset'> as StudioApi
  const messages = new Messages()
  return { leftOut: new LeftOut(api, messages), messages, dataset, asked: () => asked }
}

test('knows why each picture is left out, and asks again only when that has changed', async () => {
  const { leftOut, dataset, asked } = smallStudio({ 2: 'duplicate', 5: 'near', 6: 'near' })
  leftOut.follow(dataset())
  await vi.waitFor(() => expect(leftOut.reasonOf(5)).toBe('near'))
  leftOut.follow(dataset())
  expect(asked()).toBe(3)
  expect([leftOut.reasonOf(2), leftOut.reasonOf(3)]).toEqual(['duplicate', undefined])
  expect(leftOut.countsOf(dataset())).toEqual({ duplicate: 1, near: 2, person: 0 })
  expect(leftOut.countsOf({ ...dataset(), id: 'another' })).toEqual({})
})

test('a picture put back is said, and left out again by the Undo of the message', async () => {
  const { leftOut, messages, dataset } = smallStudio({ 2: 'duplicate' })
  leftOut.follow(dataset())
  await vi.waitFor(() => expect(leftOut.reasonOf(2)).toBe('duplicate'))
  await leftOut.change(dataset(), [{ kind: 'restore', pictures: [2] }], '2 is put back.')
  expect([leftOut.reasonOf(2), messages.last?.text]).toEqual([undefined, '2 is put back.'])
  messages.last?.action?.run()
  await vi.waitFor(() => expect(leftOut.reasonOf(2)).toBe('duplicate'))
})
