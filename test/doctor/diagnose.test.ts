import { expect, test } from 'vitest'
import type { Illness } from '../../src-main/contract/doctor.ts'
import { ILLNESSES } from '../../src-main/contract/doctor.ts'
import { diagnose } from '../../src-main/doctor/diagnose.ts'
import { historyOf, type Course } from './histories.ts'

const BAD = { quality: 1e4, coverage: 0.01 }

// Each as it was seen in runs that were made ill, and the same with the one thing that makes it harmless.
const CASES: Record<Illness, { sick: Course; harmless: Course }> = {
  collapse: {
    sick: { measure: (done) => ({ diversity: done < 0.5 ? 0.9 : 0.3 }) },
    // Once is a leap, not a collapse.
    harmless: { measure: (done) => ({ diversity: done === 1 ? 0.3 : 0.9 }) }
  },
  'discriminator-won': {
    sick: { row: () => ({ realAccuracy: 1, fakeAccuracy: 0.999 }), measure: () => BAD },
    // Ahead, but the samples get better, as in wgan.
    harmless: { row: () => ({ realAccuracy: 1, fakeAccuracy: 0.999 }) }
  },
  'generator-won': {
    sick: { row: () => ({ realAccuracy: 0.98, fakeAccuracy: 0.01 }), measure: () => BAD },
    harmless: {
      row: (done) => (done < 0.5 ? { realAccuracy: 0.98, fakeAccuracy: 0.01 } : {})
    }
  },
  noise: {
    sick: { row: () => ({ realAccuracy: 0.48, fakeAccuracy: 0.53 }), measure: () => BAD },
    // The end of a game that went well.
    harmless: {
      row: () => ({ realAccuracy: 0.48, fakeAccuracy: 0.53 }),
      measure: () => ({ quality: 2 })
    }
  },
  memorised: {
    sick: {
      row: () => ({ realAccuracy: 0.999, fakeAccuracy: 0.999 }),
      measure: () => ({ 'nearest-training': 0.8 })
    },
    // Near to all pictures because it is the blur in their middle.
    harmless: { measure: () => ({ 'nearest-training': 0.8, diversity: 0.6 }) }
  },
  oscillation: {
    sick: { measure: (done) => ({ quality: Math.round(8 * done) % 2 === 0 ? 5 : 40 }) },
    harmless: { measure: (done) => ({ quality: Math.round(8 * done) % 2 === 0 ? 5 : 8 }) }
  },
  diverged: {
    sick: {
      measure: (done) => ({ quality: done < 0.7 ? 5 : 50, coverage: done < 0.7 ? 0.7 : 0.1 })
    },
    harmless: { measure: (done) => ({ quality: done < 0.7 ? 5 : 9 }) }
  },
  'not-finite': {
    sick: { notFinite: 'Training broke at 96 images.', evaluations: 0, rows: 0 },
    harmless: { evaluations: 0, rows: 0 }
  }
}

const illnessesOf = (course: Course): Illness[] =>
  diagnose(historyOf(course)).verdicts.map(({ illness }) => illness)

test.each(ILLNESSES)('%s is found first, and not where one thing is otherwise', (illness) => {
  const { sick, harmless } = CASES[illness]
  expect(diagnose(historyOf(sick))).toMatchObject({ state: 'sick' })
  expect(illnessesOf(sick)[0]).toBe(illness)
  expect(illnessesOf(harmless)).toEqual([])
})

test.each(ILLNESSES)(
  '%s is told with evidence, how sure, since when and what may help',
  (illness) => {
    const { sentence, verdicts, images } = diagnose(historyOf(CASES[illness].sick))
    const [first] = verdicts
    expect(sentence).toContain(first!.sentence)
    expect(first!.sentence).toMatch(/^[A-Z].*\.$/)
    expect(first!.sure).toBeGreaterThanOrEqual(0.5)
    expect(first!.since).toBeLessThanOrEqual(images)
    expect(first!.evidence.length).toBeGreaterThan(0)
    expect(first!.remedies.length).toBeGreaterThan(0)
    for (const evidence of first!.evidence) {
      if (evidence.kind === 'figure') expect(Number.isFinite(evidence.value)).toBe(true)
    }
  }
)

test('pictures are shown where the evaluation has drawn them', () => {
  const collapsed = historyOf(CASES.collapse.sick)
  const picturesOf = (history: typeof collapsed): unknown[] =>
    diagnose(history).verdicts[0]!.evidence.filter(({ kind }) => kind === 'picture')
  expect(picturesOf(collapsed)).toEqual([])
  const drawn = collapsed.evaluations.map((evaluation) => ({
    ...evaluation,
    evidence: [{ id: 'duplicates' as const, words: 'Pairs.' }]
  }))
  expect(picturesOf({ ...collapsed, evaluations: drawn })).toMatchObject([
    { images: 96_000, picture: 'duplicates' }
  ])
})

test('healthy says what was looked at, with its figures', () => {
  const { state, sentence, verdicts } = diagnose(historyOf())
  expect(state).toBe('healthy')
  expect(verdicts).toEqual([])
  expect(sentence).toMatch(
    /^Healthy so far: at 96,000 images its samples are 100 % as varied .* judges 8\d % of the pictures rightly\.$/
  )
})

test.each<[string, Course, RegExp]>([
  ['nothing', { evaluations: 0, rows: 0 }, /^Too early to tell: 0 of its checkpoints are measured/],
  ['two evaluations', { evaluations: 2 }, /^Too early to tell: 2/],
  ['no evaluations wanted', { evaluations: 0, config: { evaluate: false } }, /are not measured/],
  [
    'samples far off that get nearer',
    { measure: (done) => ({ quality: 1e4 * 0.01 ** done, coverage: 0.05 }) },
    /^Still learning/
  ]
])('no verdict before there is evidence: %s', (_, course, words) => {
  const { state, sentence } = diagnose(historyOf(course))
  expect(state).toBe('unknown')
  expect(sentence).toMatch(words)
})

test('beginnings are no illness: every run starts with pictures that are alike and far off', () => {
  for (let evaluations = 1; evaluations <= 8; evaluations++) {
    const whole = historyOf()
    const until = whole.evaluations[evaluations - 1]!.images
    const begun = {
      ...whole,
      rows: whole.rows.filter(({ images }) => images <= until),
      evaluations: whole.evaluations.slice(0, evaluations)
    }
    expect(diagnose(begun).verdicts).toEqual([])
  }
})

test('it is the surer the stronger the evidence, and says since when', () => {
  const collapsed = (diversity: number) =>
    diagnose(historyOf({ measure: (done) => ({ diversity: done < 0.6 ? 0.9 : diversity }) }))
  const sure = [0.5, 0.4, 0.3, 0.2].map((diversity) => collapsed(diversity).verdicts[0]!.sure)
  expect(sure).toEqual([...sure].sort())
  expect(sure[0]).toBeLessThan(0.6)
  expect(sure.at(-1)).toBeGreaterThan(0.9)
  expect(collapsed(0.3).verdicts[0]!.since).toBe(60_000)
})

test('without any evaluation accuracies alone tell a game that is lost for good', () => {
  const lost = historyOf({ evaluations: 0, row: () => ({ realAccuracy: 1, fakeAccuracy: 1 }) })
  expect(diagnose(lost).verdicts[0]).toMatchObject({ illness: 'discriminator-won', since: 0 })
  const ahead = { realAccuracy: 0.99, fakeAccuracy: 0.99 }
  expect(diagnose(historyOf({ evaluations: 0, row: () => ahead })).verdicts).toEqual([])
  // The first thousand steps may be so.
  const config = { ...lost.config, batch: 128 }
  expect(diagnose({ ...lost, config }).verdicts).toEqual([])
})
