import type { Breathe } from '../../datasets/breathe.ts'
import type { Cache } from '../../datasets/cache.ts'
import { itemBytes } from '../../datasets/forms/bytes.ts'
import { createRandom, STREAMS } from '../../engine/random.ts'
import { classifyWith, likeliest, type KnownAttribute } from './classifier.ts'
import type { LabelledHead } from './heads.ts'
import { openLabelled, shuffle } from './labelled.ts'
import { BATCH, type ClassifierGraph } from './network.ts'

/** The pictures of a data set that a classifier learns from, and what it learns of them. */
export interface Lesson {
  cache: Cache
  heads: readonly LabelledHead[]
  pictures: readonly number[]
  seed: number
}

const RATE = 1e-3
// Of the pictures: one half says when to stop, the other how good it is. More would say nothing new.
const HELD_OUT_SHARE = 0.2
const MOST_HELD_OUT = 3000
// The rate falls along half a cosine to 0 over ROUNDS of the pictures, within these numbers of steps.
const ROUNDS = 8
const LEAST_STEPS = 800
const MOST_STEPS = 3000
// Steps between looks at the held-out pictures. After PATIENCE looks that found nothing better, as where a
// small set is learned by heart, it ends; the best is kept.
const LOOK_EVERY = 100
const PATIENCE = 4
// Keeps the logarithm of a probability finite.
const TINY = 1e-7

/** Trains a captured classifier until held-out pictures gain nothing more; tells how good it then is. */
export async function learn(
  graph: ClassifierGraph,
  lesson: Lesson,
  report: (done: number, total: number) => void,
  breathe: Breathe
): Promise<KnownAttribute[]> {
  const { cache, heads, seed } = lesson
  const { training, deciding, judging } = split(lesson)
  const next = openLabelled(cache, heads, training, seed)
  const rounds = Math.ceil((ROUNDS * training.length) / BATCH)
  const steps = Math.min(MOST_STEPS, Math.max(LEAST_STEPS, rounds))
  const decide = openExam(graph, cache, heads, deciding)
  let best = { loss: Infinity, values: graph.read() }
  let worse = 0
  for (let step = 1; step <= steps && worse < PATIENCE; step++) {
    const rate = (RATE * (1 + Math.cos((Math.PI * (step - 1)) / steps))) / 2
    graph.run.train({ ...next(), rate: Float32Array.of(rate) })
    report(step, steps)
    await breathe()
    if (step % LOOK_EVERY > 0) continue
    const { loss } = decide()
    worse = loss < best.loss ? 0 : worse + 1
    if (worse === 0) best = { loss, values: graph.read() }
  }
  graph.write(best.values)
  const { accuracies } = openExam(graph, cache, heads, judging)()
  report(steps, steps)
  return heads.map(({ attribute, values }, head) => ({
    attribute,
    values,
    accuracy: accuracies[head]!
  }))
}

function split({ pictures, seed }: Lesson) {
  const order = [...pictures]
  shuffle(order, createRandom(seed, STREAMS.labels))
  const half = Math.ceil(Math.min(MOST_HELD_OUT, pictures.length * HELD_OUT_SHARE) / 2)
  return {
    deciding: order.slice(0, half),
    judging: order.slice(half, 2 * half),
    training: order.slice(2 * half)
  }
}

/** Mean cross-entropy over all labels of some pictures, and each head's share of right answers. */
function openExam(
  graph: ClassifierGraph,
  cache: Cache,
  heads: readonly LabelledHead[],
  pictures: readonly number[]
): () => { loss: number; accuracies: number[] } {
  const length = itemBytes(cache)
  const bytes = new Uint8Array(pictures.length * length)
  cache.read(pictures, bytes)
  const rows = pictures.map((_, row) => bytes.subarray(row * length, (row + 1) * length))
  const counts = heads.map(({ values }) => values.length)

  return () => {
    const found = classifyWith(graph, cache, counts, rows)
    let [sum, labels] = [0, 0]
    const accuracies = heads.map(({ of, values }, head) => {
      const answers = likeliest(found[head]!, values.length)
      let [right, all] = [0, 0]
      pictures.forEach((picture, row) => {
        const value = of[picture]!
        if (value < 0) return
        all++
        if (answers[row] === value) right++
        sum -= Math.log(Math.max(TINY, found[head]![row * values.length + value]!))
      })
      labels += all
      return all === 0 ? 0 : right / all
    })
    return { loss: sum / Math.max(1, labels), accuracies }
  }
}
