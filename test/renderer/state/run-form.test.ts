import { expect, test } from 'vitest'
import { CONFIG_FIELDS } from '../../../src-main/contract/config-fields.ts'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import { RunForm, stepOf } from '../../../src-renderer/state/run-form.svelte.ts'

const fieldOf = (key: string) => CONFIG_FIELDS.find((field) => field.key === key)!

test('every setting but those of the data set has its place in the form', () => {
  const form = new RunForm()
  expect(form.fields.map(({ key }) => key)).toEqual(
    CONFIG_FIELDS.map(({ key }) => key).filter(
      (key) => !['size', 'channels', 'classes'].includes(key)
    )
  )
})

test('every default is valid', () => {
  const form = new RunForm()
  expect(form.fields.map((field) => form.fieldProblem(field)).filter(Boolean)).toEqual([])
  form.useDataset({ size: 64, channels: 1 })
  expect(form.config).toEqual(resolveConfig('dcgan', { size: 64, channels: 'grey' }))
})

test('a change is marked, sent and taken back', () => {
  const form = new RunForm()
  const images = fieldOf('images')
  form.change(images, 5000)
  expect([form.isChanged(images), form.changes]).toEqual([true, { images: 5000 }])
  form.reset(images)
  expect([form.isChanged(images), form.changes]).toEqual([false, {}])
  form.change(images, 5000)
  form.change(images, 100_000)
  expect(form.changes).toEqual({})
})

test('another preset shows its own values and keeps the changes', () => {
  const form = new RunForm()
  form.change(fieldOf('seed'), 7)
  form.preset = 'quick'
  expect(form.value(fieldOf('images'))).toBe(20_000)
  expect(form.changes).toEqual({ seed: 7 })
})

test('a value out of range is refused beside its field with the nearest valid choice', () => {
  const form = new RunForm()
  const images = fieldOf('images')
  form.change(images, 30)
  expect(form.fieldProblem(images)).toBe(
    '“Training length” cannot be 30; it takes a whole number from 64 to 100000000; the nearest is 64.'
  )
  expect(form.fieldProblem(fieldOf('batch'))).toBeUndefined()
  expect([form.problem, form.config]).toEqual([undefined, undefined])
})

test('what is not a number is refused', () => {
  const form = new RunForm()
  form.change(fieldOf('seed'), 'seven')
  expect(form.fieldProblem(fieldOf('seed'))).toMatch(/^“Seed” cannot be "seven"; /)
})

test('fields that are fine alone and impossible together are refused once, for the whole form', () => {
  const form = new RunForm()
  form.change(fieldOf('images'), 100)
  form.change(fieldOf('batch'), 128)
  expect(form.fields.map((field) => form.fieldProblem(field)).filter(Boolean)).toEqual([])
  expect(form.problem).toMatch(/less than one batch of 128/)
})

test('a value that only another setting makes possible is no fault of its own', () => {
  const form = new RunForm()
  form.change(fieldOf('momentum'), 0.9)
  expect(form.fieldProblem(fieldOf('momentum'))).toBeUndefined()
  expect(form.problem).toMatch(/adam has beta1 in its place/)
  form.change(fieldOf('optimizer'), 'sgd')
  expect(form.problem).toBeUndefined()
})

test('a draft of another version keeps only what this one knows', () => {
  const form = new RunForm()
  form.restore({ preset: 'gone', changes: { seed: 3, spectralNorm: true } })
  expect(form.draft).toEqual({ preset: 'dcgan', changes: { seed: 3 } })
  form.restore(undefined)
  expect(form.draft).toEqual({ preset: 'dcgan', changes: {} })
})

test("another run's settings give that run again, also where its preset is gone", () => {
  const given = { size: 16, channels: 3 } as const
  const config = resolveConfig('quick', { size: 16, seed: 7, images: 5000, stopMinutes: 30 })
  const form = new RunForm()
  form.useDataset(given)
  form.change(fieldOf('batch'), 32)
  form.take({ preset: 'quick', config })
  expect(form.draft).toEqual({
    preset: 'quick',
    changes: { images: 5000, seed: 7, stopMinutes: 30 }
  })
  expect(form.config).toEqual(config)
  form.take({ preset: 'gone', config })
  expect([form.preset, form.config]).toEqual(['dcgan', config])
})

test('a run of an earlier release, without the later settings, gives those of its preset', () => {
  const { evaluate, checkpointSeconds, ...old } = resolveConfig('quick', { size: 16 })
  const form = new RunForm()
  form.useDataset({ size: 16, channels: 3 })
  form.take({ preset: 'quick', config: old as RunConfig })
  expect(form.config).toEqual({ ...old, evaluate, checkpointSeconds })
})

test('arrow keys step by a size that suits the setting', () => {
  const keys = ['images', 'batch', 'seed', 'generatorRate', 'momentum', 'warmupImages']
  expect(keys.map((key) => stepOf(fieldOf(key)))).toEqual([10_000, 1, 1, 0.00001, 0.1, 1])
})

test('every way to augment is one that a run can take', () => {
  for (const names of [[], ['cutout'], ['colour', 'translation', 'cutout']] as const) {
    const form = new RunForm()
    form.takeAugmentation(true, names)
    form.useDataset({ size: 32, channels: 3 })
    expect(form.config).toMatchObject({ flip: true, augment: names.join('+') || 'none' })
  }
})
