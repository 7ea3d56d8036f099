import { expect, onTestFinished, test, vi } from 'vitest'
import { LineageSchema } from '../../../src-main/contract/latent.ts'
import { Arithmetic } from '../../../src-renderer/state/arithmetic.svelte.ts'
import { adviceFor, formulaOf } from '../../../src-renderer/state/arithmetic-terms.ts'
import { LatentJobs } from '../../../src-renderer/state/latent-jobs.svelte.ts'
import { firstStep, type Place } from '../../../src-renderer/state/lineage.ts'
import { SHORT, untilRun, withDataset } from '../../studio/studio.ts'
import { testWindow } from '../window.ts'

async function testArithmetic() {
  const window = await testWindow()
  const dataset = await withDataset(window.given)
  const { id } = await window.given.api.startRun({
    dataset: dataset.id,
    preset: 'quick',
    changes: { ...SHORT, latent: 4 }
  })
  const run = await untilRun(window.given, id, 'finished')
  const { connection, studio, messages } = window
  const jobs = new LatentJobs(connection.api, studio, messages, () => {})
  onTestFinished(jobs.watch())
  const make = () =>
    new Arithmetic<string>({
      api: window.connection.api,
      messages: window.messages,
      sheets: { load: async (url) => url, release: () => {} },
      runJob: (start) => jobs.run(start)
    })
  const arithmetic = make()
  await arithmetic.open(run.id, run.images)
  onTestFinished(arithmetic.show())
  return { ...window, run, arithmetic, make }
}

const place = (value: number): Place => {
  const z = [value, 0, 0, 0]
  return { z, lineage: firstStep('seed', `number ${value}`, z) }
}
// Each term as its sign, its weight and the first numbers of its exemplars.
const shape = ({ sum }: Arithmetic<string>) =>
  sum.terms.map(({ sign, weight, exemplars }) => [sign * weight, ...exemplars.map(({ z }) => z[0])])

test('pictures fill the three terms of the figure, three each, one after another', async () => {
  const { arithmetic } = await testArithmetic()
  expect([arithmetic.isEmpty, shape(arithmetic)]).toEqual([true, [[1], [-1], [1]]])
  for (let value = 1; value <= 9; value++) arithmetic.addExemplar(place(value))
  expect(shape(arithmetic)).toEqual([
    [1, 1, 2, 3],
    [-1, 4, 5, 6],
    [1, 7, 8, 9]
  ])
  // A tenth goes where the last one went.
  arithmetic.addExemplar(place(10))
  expect(shape(arithmetic)[2]).toEqual([1, 7, 8, 9, 10])
  arithmetic.undo()
  arithmetic.undo()
  expect(shape(arithmetic)[2]).toEqual([1, 7, 8])
  arithmetic.redo()
  expect(shape(arithmetic)[2]).toEqual([1, 7, 8, 9])
})

test('signs, weights, names, order and removal, each undone', async () => {
  const { arithmetic, messages } = await testArithmetic()
  for (const [term, value] of [
    [1, 1],
    [2, 2],
    [3, 3]
  ] as const)
    arithmetic.addExemplar(place(value), term)
  arithmetic.rename(1, 'm')
  arithmetic.rename(1, 'man')
  arithmetic.settle()
  arithmetic.toggleSign(3)
  for (const weight of [1.1, 1.3, 1.5]) arithmetic.setWeight(3, weight)
  arithmetic.settle()
  expect(formulaOf(arithmetic.sum)).toBe('man − Term 2 − 1.5 × Term 3')
  arithmetic.setWeight(3, 99)
  expect(shape(arithmetic)[2]?.[0]).toBe(-4)
  arithmetic.undo()
  arithmetic.moveTerm(3, 0)
  expect(shape(arithmetic)).toEqual([
    [-1.5, 3],
    [1, 1],
    [-1, 2]
  ])
  arithmetic.removeTerm(1)
  expect([messages.last?.text, shape(arithmetic)]).toEqual([
    '“man” was taken out.',
    [
      [-1.5, 3],
      [-1, 2]
    ]
  ])
  messages.last?.action?.run()
  arithmetic.removeExemplar(1, 0)
  expect(shape(arithmetic)[1]).toEqual([1])
  for (let step = 0; step < 3; step++) arithmetic.undo()
  expect(formulaOf(arithmetic.sum)).toBe('man − Term 2 − Term 3')
  arithmetic.undo()
  arithmetic.undo()
  expect(formulaOf(arithmetic.sum)).toBe('Term 1 − Term 2 + Term 3')
})

test('the studio calculates; mean and result know what they were made from', async () => {
  const { arithmetic } = await testArithmetic()
  for (let value = 1; value <= 9; value++) arithmetic.addExemplar(place(value))
  arithmetic.rename(1, 'man with glasses')
  await vi.waitFor(() => expect(arithmetic.meanOf(arithmetic.sum.terms[2]!)).toBeDefined())
  // The small explorer of the tests takes the first exemplar for the mean, and the first mean for the sum.
  const { result } = arithmetic
  expect(result?.z).toEqual([1, 0, 0, 0])
  const { means, neighbours } = arithmetic.outcome!
  // Three means, the result and the test explorer's three neighbours, in one sheet of seven.
  expect([...means, ...neighbours].map(({ picture }) => [picture.column, picture.row])).toEqual(
    [0, 1, 2, 4, 5, 6].map((column) => [column, 0])
  )
  expect(LineageSchema.parse(result?.lineage)).toHaveLength(13)
  expect(result?.lineage.at(-1)).toMatchObject({
    how: 'arithmetic',
    words: 'man with glasses − Term 2 + Term 3',
    parents: [3, 7, 11]
  })
  expect(arithmetic.meanOf(arithmetic.sum.terms[0]!)?.lineage.at(-1)).toMatchObject({
    words: 'man with glasses, mean of 3',
    parents: [0, 1, 2]
  })
  expect(arithmetic.neighbours[1]?.lineage.at(-1)).toMatchObject({
    how: 'neighbour',
    parents: [12]
  })
  expect(arithmetic.row).toMatchObject({
    kind: 'arithmetic',
    seed: 1,
    terms: [{ weight: 1 }, { weight: -1 }, {}]
  })
  arithmetic.clear()
  await vi.waitFor(() => expect(arithmetic.result).toBeUndefined())
  expect([arithmetic.row, arithmetic.neighbours]).toEqual([undefined, []])
})

test('a term is kept as a concept and used again', async () => {
  const { arithmetic, given, run, messages } = await testArithmetic()
  for (let value = 1; value <= 3; value++) arithmetic.addExemplar(place(value))
  arithmetic.rename(1, 'men')
  await arithmetic.saveConcept(1)
  expect(messages.last?.text).toBe('“men” is kept among the concepts.')
  const [kept] = await given.api.listLatentItems({ run: run.id })
  if (kept?.kind !== 'concept') throw new Error('a concept')
  arithmetic.useConcept(kept)
  expect([shape(arithmetic)[1], arithmetic.sum.terms[1]?.name]).toEqual([[-1, 1, 2, 3], 'men'])
  // Where the active term holds pictures already, it becomes a term of its own.
  arithmetic.useConcept(kept)
  expect(shape(arithmetic)).toHaveLength(4)
})

test('eight terms are the most', async () => {
  const { arithmetic, messages } = await testArithmetic()
  for (let more = 0; more < 6; more++) arithmetic.addTerm(-1)
  expect(shape(arithmetic)).toHaveLength(8)
  expect(messages.last?.text).toBe('8 terms are the most; take one out first.')
})

test('labels that hold no example are a sentence, and the canvas stays as it is', async () => {
  const { arithmetic, messages } = await testArithmetic()
  await arithmetic.tryExample()
  expect([messages.last?.text, arithmetic.isEmpty, arithmetic.isLooking]).toEqual([
    'The labels of 200 samples give no example; drag pictures into the terms yourself.',
    true,
    false
  ])
})

test('few exemplars say why that is unstable', async () => {
  const { arithmetic } = await testArithmetic()
  const advice = (): string | undefined => adviceFor(arithmetic.sum.terms[0]!)
  const said = [advice()]
  for (let value = 1; value <= 3; value++) {
    arithmetic.addExemplar(place(value), 1)
    said.push(advice())
  }
  expect(said).toEqual([
    undefined,
    expect.stringMatching(/^From one exemplar/),
    expect.stringMatching(/^From two exemplars/),
    undefined
  ])
})

test('the canvas of a run is found again', async () => {
  const { arithmetic, make, run } = await testArithmetic()
  arithmetic.addExemplar(place(5))
  arithmetic.drawNeighbours()
  arithmetic.flush()
  const again = make()
  await vi.waitFor(async () => {
    await again.open(run.id, run.images)
    expect(again.sum).toEqual(arithmetic.sum)
  })
  expect([again.canUndo, again.sum.seed, again.active?.id]).toEqual([false, 2, 2])
})
