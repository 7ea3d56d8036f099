import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withLock } from '../../scripts/lib/lock.mjs'
import { temporaryFolder } from '../temporary-folder.ts'

const LOCK = new URL('../../scripts/lib/lock.mjs', import.meta.url).href

/** A process that takes the lock and keeps it until it is killed. */
async function holdElsewhere(file: string): Promise<ReturnType<typeof spawn>> {
  const hold = `const { withLock } = await import(${JSON.stringify(LOCK)})
    await withLock(${JSON.stringify(file)}, 'holding', () => {
      console.log('held')
      return new Promise((done) => setTimeout(done, 60_000))
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', hold])
  await once(child.stdout, 'data')
  return child
}

test('work under one lock never overlaps', async () => {
  const file = join(temporaryFolder(), 'lock')
  const order: string[] = []
  const work = (name: string) => () =>
    withLock(file, 'testing', async () => {
      order.push(`${name} begins`)
      await sleep(20)
      order.push(`${name} ends`)
    })
  await Promise.all([work('a')(), work('b')(), work('c')()])
  for (let index = 0; index < order.length; index += 2) {
    expect(order[index + 1]).toBe(order[index]?.replace('begins', 'ends'))
  }
  expect(readdirSync(join(file, '..'))).toEqual([])
})

test('waits for a living owner and takes over from a killed one', async () => {
  const file = join(temporaryFolder(), 'lock')
  const owner = await holdElsewhere(file)
  let taken = false
  const waiting = withLock(file, 'testing', async () => {
    taken = true
  })
  await sleep(500)
  expect(taken).toBe(false)
  owner.kill('SIGKILL')
  await waiting
  expect(taken).toBe(true)
  expect(existsSync(file)).toBe(false)
})

test('a failure lets go of the lock', async () => {
  const file = join(temporaryFolder(), 'lock')
  const fail = (): Promise<never> => Promise.reject(new Error('failed'))
  await expect(withLock(file, 'testing', fail)).rejects.toThrow('failed')
  expect(existsSync(file)).toBe(false)
})
