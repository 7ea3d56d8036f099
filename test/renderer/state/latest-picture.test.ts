import { expect, test } from 'vitest'
import { LatestPicture } from '../../../src-renderer/state/latest-picture.svelte.ts'

/** A loader whose pictures arrive when the test says so. */
function slowLoader() {
  const asked: string[] = []
  const ends: ((problem?: string) => void)[] = []
  const load = (url: string): Promise<void> => {
    asked.push(url)
    return new Promise((resolve, reject) =>
      ends.push((problem) => (problem ? reject(new Error(problem)) : resolve()))
    )
  }
  const end = async (problem?: string): Promise<void> => {
    ends.shift()!(problem)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { asked, load, end }
}

test('asks for one picture at a time, and of those that wait for the newest only', async () => {
  const { asked, load, end } = slowLoader()
  const picture = new LatestPicture(load)
  for (const url of ['a', 'b', 'c', 'd']) picture.show(url)
  expect([asked, picture.shown, picture.busy]).toEqual([['a'], undefined, true])
  await end()
  expect([asked, picture.shown, picture.busy]).toEqual([['a', 'd'], 'a', true])
  await end()
  expect([asked, picture.shown, picture.busy]).toEqual([['a', 'd'], 'd', false])
})

test('a picture that cannot be had leaves the one before it and says why', async () => {
  const { load, end } = slowLoader()
  const picture = new LatestPicture(load)
  picture.show('a')
  await end()
  picture.show('b')
  await end('There is no such model.')
  expect([picture.shown, picture.problem]).toEqual(['a', 'There is no such model.'])
  picture.show('c')
  await end()
  expect([picture.shown, picture.problem]).toEqual(['c', undefined])
})

test('a picture that arrives after clear is dropped', async () => {
  const { load, end } = slowLoader()
  const picture = new LatestPicture(load)
  picture.show('of another model')
  picture.clear()
  await end()
  expect([picture.shown, picture.busy]).toEqual([undefined, false])
})
