import { meanDirection, type Bend } from '../bends/advance.ts'
import { packBend, readBend } from '../bends/file.ts'
import { LATENT_BATCH } from '../calibrate.ts'
import { orthogonalise, unit } from './algebra.ts'
import { knownDirection } from './known.ts'
import { samplesOf } from './model.ts'
import type { Bare, Source } from './source.ts'

type Known = ReturnType<typeof knownDirection>

/**
 * What is left of a direction when its parts along others are taken out: of bends at every place, of all others
 * once.
 */
export const fromOrthogonal: Source<'orthogonal'> = (task, { model }) => {
  const { direction, against } = task.source
  const known = knownDirection(task, direction)
  const others = against.map((id) => knownDirection(task, id))
  const names = others.map(({ name }) => `“${name}”`).join(', ')
  const nothing = `Nothing is left of “${known.name}” without ${names}: it runs along with ${others.length > 1 ? 'them' : 'it'}; take it against others.`
  const bend = bendOf(known, others)
  const vector = bend
    ? meanDirection(model.slopes, bend, samplesOf(model.config, START, LATENT_BATCH))
    : orthogonalise(
        known.vector,
        others.map((other) => other.vector)
      )
  const kept = Math.round((100 * Math.hypot(...vector)) / Math.hypot(...known.vector))
  const words = bend
    ? `“${known.name}” at right angles to ${names} at every place`
    : `“${known.name}” at right angles to ${names}; ${kept} % of its length is left`
  const found: Bare = {
    name: `${known.name} without ${others.map(({ name }) => name).join(', ')}`,
    vector: unit(vector, nothing, Math.hypot(...known.vector)),
    facts: { source: 'orthogonal', words },
    ...(bend && { bend: packBend(bend) })
  }
  return [found]
}

const START = 2

// Where one of them is straight, all are taken as straight.
function bendOf(known: Known, others: readonly Known[]): Bend | undefined {
  const bends = [known, ...others].map(({ bendFile, name }) =>
    bendFile === undefined ? undefined : readBend(bendFile, name)
  )
  const whole = bends.filter((bend) => bend !== undefined)
  if (whole.length < bends.length) return undefined
  const [own, ...rest] = whole
  return {
    weights: own!.weights,
    against: [...own!.against, ...rest.map(({ weights }) => weights)]
  }
}
