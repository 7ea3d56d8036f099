import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { resolveConfig } from '../../../src-main/contract/presets.ts'
import { PLAY_TARGETS, playConfig } from '../../../src-main/contract/play.ts'
import { FIGURES } from '../../../src-renderer/state/figure-cards.ts'
import { TOUR } from '../../../src-renderer/state/tour.ts'
import { COMPARISONS } from '../../../src-renderer/views/playground/comparisons.ts'

const ROOT = join(import.meta.dirname, '../../..')
const percent = (share: number): string => `${(100 * share).toFixed(1).replace(/\.0$/, '')} %`

interface Recorded {
  passed: boolean
  figures: Record<string, never>
}

function recorded(proof: string): Recorded {
  const file = join(ROOT, `bench/results/prove-${proof}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Recorded
}

// What each card quotes, as it stands in bench/results.
const QUOTED: Record<string, () => string[]> = {
  classes: () => [percent(recorded('labels').figures['obeyed']!)],
  solids: () => {
    const { obeyed, variety } = recorded('voxels').figures as Record<string, number>
    return [percent(obeyed!), `${Math.round(100 * variety!)} %`]
  },
  found: () => {
    const { heldOut } = recorded('projection').figures['32 px']! as { heldOut: { mean: number } }
    return [heldOut.mean.toFixed(4)]
  },
  samples: () => {
    const text = readFileSync(join(ROOT, 'bench/results/objects-200k.md'), 'utf8')
    return [/(\d+ of 20) \(each/.exec(text)![1]!]
  }
}

test.each(FIGURES)('the figure $id says what was recorded, and can be made', async (figure) => {
  expect(figure.toys ?? figure.run, 'a figure that nobody can make').toBeDefined()
  const quoted = QUOTED[figure.id]?.() ?? []
  expect((figure.measured ?? []).map(({ value }) => value)).toEqual(quoted)
  if (figure.picture) {
    const file = join(ROOT, 'src-renderer/public/figures', figure.picture.file)
    expect(existsSync(file)).toBe(true)
    const { width, height } = await sharp(file).metadata()
    expect({ width, height }).toEqual({
      width: figure.picture.width,
      height: figure.picture.height
    })
  }
  if (figure.run) {
    const { set, preset, changes } = figure.run
    expect(() => resolveConfig(preset, { ...changes, size: set.size })).not.toThrow()
  }
})

test('all toys of figures, comparisons and the tour can be played', () => {
  const all = [...FIGURES.map(({ toys }) => toys), ...TOUR.map(({ toys }) => toys), ...COMPARISONS]
  for (const shown of all) {
    for (const toy of shown?.toys ?? []) {
      expect(PLAY_TARGETS).toContain(shown!.target)
      expect(() => playConfig({ ...toy, iterations: 1 }, { seed: 1, dims: 1 })).not.toThrow()
    }
  }
  expect(TOUR).toHaveLength(5)
})
