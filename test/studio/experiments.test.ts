import { expect, test } from 'vitest'
import { SHORT, testStudio, untilRun, withDataset } from './studio.ts'

async function studioWithData() {
  const given = testStudio()
  const { id: dataset } = await withDataset(given)
  await given.api.holdQueue({ held: true })
  return { ...given, dataset }
}

test('an experiment is a run for every combination and seed, in the queue in that order', async () => {
  const given = await studioWithData()
  const { api, dataset } = given
  const told = given.waitFor('experiments')
  const experiment = await api.startExperiment({
    ...{ dataset, preset: 'dcgan', changes: SHORT, seeds: [1, 2] },
    search: { kind: 'grid', axes: [{ key: 'generatorRate', values: [0.0001, 0.0002] }] }
  })
  expect((await told).experiments).toEqual([experiment])
  expect(experiment.name).toBe('Faces · generator learning rate')
  const { runs, queue } = await api.getState({})
  const ordered = queue.waiting.map((id) => runs.find((run) => run.id === id)!)
  expect(ordered.map(({ config }) => [config.generatorRate, config.seed])).toEqual([
    [0.0001, 1],
    [0.0001, 2],
    [0.0002, 1],
    [0.0002, 2]
  ])
  expect(ordered.every((run) => run.experiment === experiment.id)).toBe(true)
  await api.holdQueue({ held: false })
  for (const { id } of ordered) await untilRun(given, id, 'finished')
})

test('a setting that no run could have begins nothing', async () => {
  const { api, dataset } = await studioWithData()
  const start = (axes: { key: string; values: (string | number)[] }[], seeds = [1]) =>
    api.startExperiment({
      ...{ dataset, preset: 'dcgan', changes: SHORT, seeds },
      search: { kind: 'grid', axes }
    })
  await expect(start([{ key: 'generatorRate', values: [0.0001, -1] }])).rejects.toThrow(
    'generatorRate'
  )
  await expect(start([{ key: 'seed', values: [1] }])).rejects.toMatchObject({
    code: 'experiment/key'
  })
  const many = Array.from({ length: 32 }, (_, at) => 0.0001 * (at + 1))
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
  await expect(start([{ key: 'generatorRate', values: many }], seeds)).rejects.toMatchObject({
    code: 'experiment/too-many'
  })
  expect((await api.getState({})).runs).toEqual([])
  expect(await api.listExperiments({})).toEqual([])
})

test('a random search is the same for the same seed, within its ends', async () => {
  const { api, dataset } = await studioWithData()
  const draw = async (seed: number): Promise<number[]> => {
    const { id } = await api.startExperiment({
      ...{ dataset, preset: 'dcgan', changes: SHORT, seeds: [1] },
      search: {
        ...{ kind: 'random', axes: [], count: 4, seed },
        ranges: [{ key: 'generatorRate', least: 1e-5, most: 1e-3, scale: 'logarithmic' }]
      }
    })
    const { runs } = await api.getState({})
    const rates = runs.filter((run) => run.experiment === id).map((run) => run.config.generatorRate)
    return rates.sort((a, b) => a - b)
  }
  const [first, again, other] = [await draw(1), await draw(1), await draw(2)]
  expect(again).toEqual(first)
  expect(other).not.toEqual(first)
  expect(first.every((rate) => rate >= 1e-5 && rate <= 1e-3)).toBe(true)
})

test('a deleted experiment leaves the queue; runs that have ended stay', async () => {
  const given = await studioWithData()
  const { api, dataset } = given
  const { id } = await api.startExperiment({
    ...{ dataset, preset: 'dcgan', changes: SHORT, seeds: [1, 2] },
    search: { kind: 'grid', axes: [{ key: 'generatorRate', values: [0.0001] }] }
  })
  const [first] = (await api.getState({})).queue.waiting
  await api.holdQueue({ held: false })
  await untilRun(given, first!, 'finished')
  await api.deleteExperiment({ experiment: id })
  const { runs, queue } = await api.getState({})
  expect(queue.waiting).toEqual([])
  expect(runs.find((run) => run.id === first)?.state).toBe('finished')
  expect(await api.listExperiments({})).toEqual([])
  await expect(api.deleteExperiment({ experiment: id })).rejects.toMatchObject({
    code: 'experiment/unknown'
  })
  await api.restoreExperiment({ experiment: id })
  expect((await api.listExperiments({})).map((one) => one.id)).toEqual([id])
})
