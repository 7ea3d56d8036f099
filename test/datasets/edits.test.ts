import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appendEdits, fingerprint, readEdits } from '../../src-main/datasets/edits.ts'
import { EDITS_FILE } from '../../src-main/contract/dataset-limits.ts'
import { packLabels } from '../../src-main/datasets/labels.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const LABELS = packLabels([{ hair: 'long' }, { hair: 'short', hat: 'yes' }, {}])

test('changes are kept in order and put over the labels', () => {
  const folder = temporaryFolder()
  appendEdits(folder, [
    { kind: 'label', attribute: 'hair', pictures: [0, 2], value: 'grey' },
    { kind: 'exclude', pictures: [2, 1], reason: 'near' }
  ])
  appendEdits(folder, [
    { kind: 'label', attribute: 'hair', pictures: [0], value: null },
    { kind: 'label', attribute: '__proto__', pictures: [0], value: 'a name like any other' },
    { kind: 'restore', pictures: [1] }
  ])
  const edits = readEdits(folder)
  const labels = [0, 1, 2].map(edits.labelling(LABELS))
  expect([edits.exclusions(), edits.excluded(2), labels.map((its) => Object.entries(its))]).toEqual(
    [
      [2],
      'near',
      [
        [['__proto__', 'a name like any other']],
        [
          ['hair', 'short'],
          ['hat', 'yes']
        ],
        [['hair', 'grey']]
      ]
    ]
  )
})

test('a line that was cut off is as if it had never been, and the next one counts', () => {
  const folder = temporaryFolder()
  appendEdits(folder, [{ kind: 'exclude', pictures: [0], reason: 'person' }])
  appendFileSync(join(folder, EDITS_FILE), '[{"kind":"exclude","pictures":[1],"rea')
  expect(readEdits(folder).exclusions()).toEqual([0])
  appendEdits(folder, [{ kind: 'exclude', pictures: [2], reason: 'person' }])
  expect(readEdits(folder).exclusions()).toEqual([0, 2])
  expect(readFileSync(join(folder, EDITS_FILE), 'utf8').endsWith('\n')).toBe(true)
})

test('the fingerprint is that of the pixels until something is left out', () => {
  const prints = [fingerprint('ab', []), fingerprint('ab', [1]), fingerprint('ab', [1, 2])]
  expect([prints[0], new Set(prints).size, prints[1]?.length]).toEqual(['ab', 3, 64])
})
