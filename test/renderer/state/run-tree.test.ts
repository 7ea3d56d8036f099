import { expect, test } from 'vitest'
import type { Run } from '../../../src-main/contract/models.ts'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { familyOf } from '../../../src-renderer/state/run-tree.ts'

function run(id: string, parent?: string, changes: Parameters<typeof resolveConfig>[1] = {}): Run {
  return {
    ...{ id, config: resolveConfig('dcgan', changes) },
    ...(parent !== undefined && { parent: { run: parent, images: 64 } })
  } as Run
}

test('a family is the oldest forebear with every fork under its parent, and what each changed', () => {
  const runs = [
    run('a'),
    run('stranger'),
    run('b', 'a', { generatorRate: 0.001 }),
    run('c', 'a'),
    run('d', 'b', { generatorRate: 0.001, emaImages: 1000 })
  ]
  const family = familyOf(runs, 'd')
  expect(family.map(({ run, depth }) => [run.id, depth])).toEqual([
    ['a', 0],
    ['b', 1],
    ['d', 2],
    ['c', 1]
  ])
  expect(family.map(({ changed }) => changed)).toEqual([
    [],
    [{ key: 'generatorRate', values: [0.0002, 0.001] }],
    [{ key: 'emaImages', values: [0, 1000] }],
    []
  ])
  expect(familyOf(runs, 'stranger')).toHaveLength(1)
})

test('where the parent is gone the fork is the oldest there is, and says so; an unknown run has no family', () => {
  expect(familyOf([run('b', 'a')], 'b')).toMatchObject([{ depth: 0, isOrphan: true, changed: [] }])
  expect(familyOf([run('a')], 'z')).toEqual([])
})
