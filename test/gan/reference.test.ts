import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { CASES } from './reference/cases.ts'
import { moveOf, prepare, summaryOf } from './reference/step.ts'

// What PyTorch computes in 64 bits from the same weights and inputs: reference/first_step.py.
interface Reference {
  numbers: Record<string, number>
  /** Of each trained variable: see `summaryOf`. */
  moves: Record<string, [length: number, along: number]>
}

const REFERENCE = JSON.parse(
  readFileSync(new URL('./reference/first-step.json', import.meta.url), 'utf8')
) as Record<string, Reference>
const TOLERANCE = 1e-4

beforeAll(async () => {
  await startEngine()
})

it.each(Object.keys(CASES))('the first step with %s is PyTorch’s', (name) => {
  const { numbers, moves } = REFERENCE[name]!
  const prepared = prepare(name)
  const { numbers: found, after } = prepared.take()
  for (const [key, value] of Object.entries(numbers)) {
    expect(distance(found[key]!, value, value), `${key}: ${found[key]}, not ${value}`).toBeLessThan(
      TOLERANCE
    )
  }
  for (const [key, [length, along]] of Object.entries(moves)) {
    const [foundLength, foundAlong] = summaryOf(moveOf(prepared, after, key))
    expect(distance(foundLength, length, length), key).toBeLessThan(TOLERANCE)
    expect(distance(foundAlong, along, length), key).toBeLessThan(TOLERANCE)
  }
})

function distance(a: number, b: number, scale: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(scale), 1e-6)
}
