import { StudioError } from './errors.ts'
import { MOST_EXPERIMENT_RUNS, type Axis, type Range, type Search } from './experiment.ts'

/** Settings of one run of an experiment. */
export type Trial = Record<string, string | number | boolean>

/**
 * The settings of every run of a search, each seed of a combination beside the other. The same search gives
 * the same runs. Throws `experiment/*` where a key is varied twice or the runs are too many.
 */
export function planTrials(search: Search, seeds: readonly number[]): Trial[] {
  checkKeys(search)
  const combinations = search.kind === 'grid' ? combine(search.axes) : draw(search)
  const count = combinations.length * seeds.length
  if (count > MOST_EXPERIMENT_RUNS) {
    throw new StudioError(
      'experiment/too-many',
      `The experiment has ${count} runs, more than ${MOST_EXPERIMENT_RUNS}; take fewer values or seeds.`
    )
  }
  return combinations.flatMap((trial) => seeds.map((seed) => ({ ...trial, seed })))
}

// The last axis turns fastest, as the digits of a number do.
function combine(axes: readonly Axis[]): Trial[] {
  return axes.reduce<Trial[]>(
    (trials, { key, values }) =>
      trials.flatMap((trial) => values.map((value) => ({ ...trial, [key]: value }))),
    [{}]
  )
}

function draw({ axes, ranges, count, seed }: Extract<Search, { kind: 'random' }>): Trial[] {
  const next = createDraw(seed)
  return Array.from({ length: count }, () => {
    const chosen = axes.map(({ key, values }) => [key, values[Math.floor(next() * values.length)]!])
    const drawn = ranges.map((range) => [range.key, between(range, next())])
    return Object.fromEntries([...chosen, ...drawn]) as Trial
  })
}

// Four digits that count say all that a setting needs, and can be read.
function between({ key, least, most, scale }: Range, share: number): number {
  if (least >= most || (scale === 'logarithmic' && least <= 0)) {
    throw new StudioError(
      'experiment/range',
      `"${key}" cannot be drawn between ${least} and ${most}; give a lower end below the upper one${scale === 'logarithmic' ? ', and above 0 on a logarithmic scale' : ''}.`
    )
  }
  const value =
    scale === 'linear' ? least + share * (most - least) : least * (most / least) ** share
  return Number(value.toPrecision(4))
}

function checkKeys(search: Search): void {
  const ranges = search.kind === 'random' ? search.ranges : []
  const keys = [...search.axes, ...ranges].map(({ key }) => key)
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  if (twice !== undefined || keys.includes('seed')) {
    throw new StudioError(
      'experiment/key',
      twice === undefined
        ? '"seed" cannot be varied like a setting; give the seeds by themselves.'
        : `"${twice}" is varied twice; give all its values at once.`
    )
  }
  if (keys.length === 0) {
    throw new StudioError('experiment/key', 'Nothing is varied; choose a setting and its values.')
  }
}

// Mulberry32 (Tommy Ettinger 2017, public domain): 32 bits of state are enough for a few hundred draws.
function createDraw(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
