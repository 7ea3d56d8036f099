import { expect, test } from 'vitest'
import { FIRST_SCENE, steered } from '../../../src-renderer/state/scene.ts'
import { nearestStrength, stripLatents, stripStrengths } from '../../../src-renderer/state/strip.ts'

const STEER = { key: 'smile', name: 'smile', vector: [0.6, 0.8], least: -3, most: 1.5 }

test('a strip goes in thirds to either end, through the middle', () => {
  expect(stripStrengths(STEER)).toEqual([-3, -2, -1, 0, 0.5, 1, 1.5])
  expect(nearestStrength(stripStrengths(STEER), -1.4)).toBe(2)
})

test('its pictures are what the slider gives, wherever the slider stands; locked dimensions stay', () => {
  const scene = { ...FIRST_SCENE, z: [1, -1] }
  const strip = stripLatents(scene, STEER)
  stripStrengths(STEER).forEach((strength, at) => {
    expect(strip[at]).toEqual(steered(scene, STEER, strength).z)
  })
  const moved = stripLatents(steered(scene, STEER, 1.2), STEER)
  moved.flat().forEach((value, at) => expect(value).toBeCloseTo(strip.flat()[at]!, 12))
  const locked = stripLatents({ ...scene, locked: [1] }, STEER)
  expect(locked.map(([, second]) => second)).toEqual(Array(7).fill(-1))
})
