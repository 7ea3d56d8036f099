import { expect, test, vi } from 'vitest'
import { ExperimentForm } from '../../../src-renderer/state/experiment-form.svelte.ts'
import { Experiments } from '../../../src-renderer/state/experiments.svelte.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

function shortForm(): ExperimentForm {
  const form = new ExperimentForm()
  form.shared.preset = 'quick'
  for (const [key, value] of Object.entries({ ...SHORT, images: 192 })) {
    form.shared.change(
      form.shared.fields.find((field) => field.key === key)!,
      value
    )
  }
  return form
}

test('a form says what is wrong with it, by the titles of its settings', () => {
  const form = shortForm()
  expect([form.problem, form.runs]).toEqual([undefined, 6])
  form.change('generatorRate', '0.0001, abc')
  expect(form.problem).toContain('“Generator learning rate” cannot be "abc"')
  expect(form.runs).toBe(0)
  form.change('generatorRate', '1e-5 .. 1e-3')
  expect(form.problem).toContain('choose random draws')
  form.kind = 'random'
  expect([form.problem, form.runs]).toEqual([undefined, 16])
  form.count = 0
  expect(form.problem).toContain('“Draws” is 0')
  form.count = 4
  form.seeds = 'two'
  expect(form.problem).toContain('“Seeds” is two')
  form.seeds = 1
  form.add('loss')
  form.add('loss')
  expect(form.varied.map(({ key }) => key)).toEqual(['generatorRate', 'loss'])
  form.remove('generatorRate')
  form.remove('loss')
  expect(form.problem).toContain('Nothing is varied')
})

test('an experiment is begun, followed, forgotten and taken back', async () => {
  const { given, studio, messages, connection } = await testWindow()
  const { id: dataset } = await withDataset(given)
  const experiments = new Experiments(connection.api, studio, messages)
  const stop = experiments.watch()
  const form = shortForm()
  form.change('generatorRate', '0.0001, 0.0002')
  form.seeds = 1
  expect(await experiments.start(dataset, form)).toBe(true)
  await vi.waitFor(() => expect(experiments.current?.name).toBe('Faces · generator learning rate'))
  const experiment = experiments.current!
  await vi.waitFor(() => expect(experiments.runsOf(experiment)).toHaveLength(2))
  const ids = experiments.runsOf(experiment).map(({ id }) => id)
  for (const id of ids) await untilRun(given, id, 'finished')
  await vi.waitFor(() =>
    expect(experiments.progressOf(experiment)).toEqual({ runs: 2, ended: 2, waiting: 0, share: 1 })
  )
  await experiments.want(ids[0]!)
  expect(experiments.gridOf(ids[0]!, 192)).toBe(128)
  expect(experiments.gridOf(ids[0]!, -1)).toBeUndefined()

  await experiments.remove(experiment)
  await vi.waitFor(() => expect(experiments.list).toEqual([]))
  messages.last!.action!.run()
  await vi.waitFor(() => expect(experiments.list.map(({ id }) => id)).toEqual([experiment.id]))
  stop()
})
