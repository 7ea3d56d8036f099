import { expect, test } from 'vitest'
import { createSerial } from '../../src-main/workers/serial.ts'

test('work is done one after another in the order it came, whatever fails', async () => {
  const serial = createSerial()
  const told: string[] = []
  const piece = (name: string, fails = false) =>
    serial(async () => {
      told.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      told.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const results = await Promise.allSettled([piece('a'), piece('b', true), piece('c')])
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
