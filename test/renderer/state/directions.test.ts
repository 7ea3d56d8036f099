import { expect, onTestFinished, test } from 'vitest'
import type { StudioApi } from '../../../src-main/contract/api.ts'
import type { Direction } from '../../../src-main/contract/latent.ts'
import { Directions } from '../../../src-renderer/state/directions.svelte.ts'
import { exemplarPlaces, placeOf } from '../../../src-renderer/state/kept-places.ts'
import { LatentJobs } from '../../../src-renderer/state/latent-jobs.svelte.ts'
import { samplePlace } from '../../../src-renderer/state/lineage.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

const HAIR = {
  attribute: 'hair',
  labelled: 80,
  values: [
    { value: 'long', count: 50 },
    { value: 'short', count: 30 }
  ],
  more: 0
}

// The small workers know no labels, so that those of the data set are told here.
async function testDirections(attributes = [HAIR]) {
  const window = await testWindow()
  const { given, connection, studio, messages } = window
  const dataset = await withDataset(given)
  const changes = { ...SHORT, latent: 4 }
  const started = await given.api.startRun({ dataset: dataset.id, preset: 'quick', changes })
  const { id: run, images: checkpoint } = await untilRun(given, started.id, 'finished')
  const jobs = new LatentJobs(connection.api, studio, messages, () => undefined)
  onTestFinished(jobs.watch())
  const facts = { dataset: dataset.id, attributes, sides: [], excluded: {}, upscaled: 0, noted: 0 }
  const told = { getDatasetFacts: () => Promise.resolve(facts) }
  const api = Object.assign(Object.create(connection.api) as StudioApi, told)
  const directions = new Directions({ api, messages, runJob: (start) => jobs.run(start) })
  await directions.open({ run, checkpoint }, dataset.id)
  const list = async (): Promise<Direction[]> =>
    (await given.api.listLatentItems({ run })).filter((item) => item.kind === 'direction')
  return { ...window, run, checkpoint, directions, list }
}

test('samples are sorted by yes and no until they are enough', async () => {
  const { directions, list, messages } = await testDirections()
  const { sorting } = directions
  expect(sorting.samples).toHaveLength(24)
  expect([directions.source, directions.missing]).toEqual([undefined, sorting.advice])
  // By the sign of their first number, which a line can tell apart.
  sorting.samples.forEach(({ z }, at) => sorting.sort(at, z[0]! > 0))
  expect(sorting.yes.length + sorting.no.length).toBe(24)
  expect(sorting.isEnough).toBe(true)
  directions.name = 'first number'
  await directions.find()
  const [found] = await list()
  expect(found).toMatchObject({ name: 'first number', facts: { source: 'labelled' } })
  expect([directions.selected, directions.name]).toEqual([found!.id, ''])
  expect(messages.last?.text).toBe('“first number” was found.')
})

test('clicks go from yes to no to nothing; more samples come after those there', async () => {
  const { directions } = await testDirections()
  const { sorting } = directions
  const answers = [1, 2, 3].map(() => {
    sorting.turn(3)
    return sorting.answer(3)
  })
  expect(answers).toEqual([true, false, undefined])
  sorting.sort(1, true)
  const [before] = sorting.samples
  await sorting.more()
  expect(sorting.samples).toHaveLength(48)
  expect([sorting.samples[0], sorting.answer(1)]).toEqual([before, true])
  await sorting.restart()
  expect([sorting.samples.length, sorting.answer(1)]).toEqual([24, undefined])
  expect(sorting.samples[0]?.lineage).not.toEqual(before?.lineage)
})

test('directions are combined and made independent of others', async () => {
  const { directions, list } = await testDirections()
  directions.making = 'dimension'
  for (const dimension of [1, 2]) {
    directions.dimension = dimension
    await directions.find()
  }
  const [first, second] = await list()
  directions.weigh(first!.id, 1)
  await directions.combine()
  expect(await list()).toHaveLength(2)
  directions.weigh(second!.id, -1)
  await directions.combine()
  const sum = (await list()).at(-1)!
  expect(sum.facts.source).toBe('combination')
  expect(Object.keys(JSON.parse(sum.facts.words) as object)).toEqual([first!.id, second!.id])
  expect([directions.parts, directions.selected]).toEqual([{}, sum.id])
  directions.toggleAgainst(sum.id)
  await directions.orthogonalise(sum.id)
  expect(await list()).toHaveLength(3)
  directions.toggleAgainst(first!.id)
  await directions.orthogonalise(sum.id)
  const left = (await list()).at(-1)!
  expect([left.facts.source, directions.against]).toEqual(['orthogonal', []])
  directions.weigh(left.id, 2)
  directions.letGo(left.id)
  expect([directions.selected, directions.parts]).toEqual([undefined, {}])
})

test('two groups of exemplars need pictures in both; what is there already is not put in twice', async () => {
  const { directions, list } = await testDirections()
  const places = Array.from({ length: 6 }, (_, at) => samplePlace([at, 0, 0, 0], 5, at))
  directions.making = 'difference'
  directions.addTo('plus', [...places.slice(0, 3), places[0]!])
  directions.addTo('plus', [places[1]!])
  directions.addTo('plus', [places[5]!])
  directions.removeFrom('plus', 3)
  expect(directions.groups.plus).toEqual(places.slice(0, 3))
  expect(directions.missing).toMatch(/both groups/)
  directions.addTo('minus', places.slice(3))
  await directions.addRandom('minus')
  expect(directions.groups.minus).toHaveLength(4)
  await directions.find()
  expect((await list()).map(({ facts }) => facts.source)).toEqual(['difference'])
})

test('labels need values, and one that is left out', async () => {
  const { directions } = await testDirections()
  directions.making = 'attribute'
  expect(directions.source).toMatchObject({ attribute: 'hair', values: ['long'] })
  directions.toggleValue('short')
  expect([directions.source, directions.missing]).toEqual([
    undefined,
    'Leave a value out, or every sample has it.'
  ])
  directions.toggleValue('long')
  expect(directions.source).toMatchObject({ values: ['short'] })
  directions.toggleValue('short')
  expect(directions.missing).toMatch(/^Choose the values/)
  directions.making = 'components'
  directions.count = 40
  expect(directions.missing).toBe('Between 1 and 32.')
  directions.count = 2
  expect(directions.source).toEqual({ kind: 'components', count: 2 })
})

test('without labels there is a sentence', async () => {
  const { directions } = await testDirections([])
  directions.making = 'attribute'
  expect(directions.missing).toMatch(/has no labels/)
})

test('favourites, projections and concepts are places', () => {
  const kept = { id: 'a', run: 'r', checkpoint: 1, name: 'Ada', tags: [], createdAt: 1 }
  const { lineage } = samplePlace([1, 2], 1, 0)
  expect(placeOf({ ...kept, kind: 'point', z: [1, 2], lineage })).toEqual({ z: [1, 2], lineage })
  const found = { z: [3, 4], guess: [0, 0], error: 0, guessError: 0, featureError: 0, seconds: 1 }
  const place = placeOf({ ...kept, kind: 'projection', ...found })
  expect(place.lineage[0]).toMatchObject({ how: 'projection', words: '“Ada”, found in the model' })
  expect(exemplarPlaces({ ...kept, kind: 'concept', exemplars: [[5, 6]] })[0]?.z).toEqual([5, 6])
})
