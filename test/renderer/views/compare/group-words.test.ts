import { expect, test } from 'vitest'
import type { Run } from '../../../../src-main/contract/models.ts'
import { distinctNames, groupNames } from '../../../../src-renderer/views/compare/group-words.ts'

test('names that begin alike are told apart by their ends', () => {
  expect(
    distinctNames([
      'Generator learning rate 0.0001, seed 1',
      'Generator learning rate 0.0002, seed 1'
    ])
  ).toEqual(['… 0.0001, seed 1', '… 0.0002, seed 1'])
  expect(distinctNames(['Run 1', 'Run 2'])).toEqual(['Run 1', 'Run 2'])
  expect(distinctNames(['A name by itself'])).toEqual(['A name by itself'])
  expect(distinctNames([])).toEqual([])
})

test('groups of seeds are called by what tells them apart', () => {
  const of = (name: string, seed: number, generatorRate: number, dataset = 'a'): Run =>
    ({ name, dataset, config: { generatorRate, seed } }) as unknown as Run
  const groups = [
    [of('one', 1, 1e-4), of('two', 2, 1e-4)],
    [of('three', 1, 2e-4), of('four', 2, 2e-4)],
    [of('five', 1, 4e-4)]
  ]
  expect(groupNames(groups, String)).toEqual([
    'generator learning rate 0.0001 · 2 seeds',
    'generator learning rate 0.0002 · 2 seeds',
    'five'
  ])
  expect(groupNames([groups[0]!], String)).toEqual(['2 seeds'])
  const other = [of('six', 1, 1e-4, 'b'), of('seven', 2, 1e-4, 'b')]
  expect(groupNames([groups[0]!, other], (id) => `Set ${id}`)).toEqual([
    'Set a · 2 seeds',
    'Set b · 2 seeds'
  ])
})
