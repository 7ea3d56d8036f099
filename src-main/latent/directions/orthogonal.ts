import { orthogonalise, unit } from './algebra.ts'
import { knownDirection } from './known.ts'
import type { Source } from './source.ts'

/** What is left of a direction when its parts along others are taken out. */
export const fromOrthogonal: Source<'orthogonal'> = (task) => {
  const { direction, against } = task.source
  const { name, vector } = knownDirection(task, direction)
  const others = against.map((id) => knownDirection(task, id))
  const names = others.map(({ name }) => `“${name}”`).join(', ')
  const left = orthogonalise(
    vector,
    others.map(({ vector }) => vector)
  )
  const nothing = `Nothing is left of “${name}” without ${names}: it runs along with ${others.length > 1 ? 'them' : 'it'}; take it against others.`
  const kept = Math.round(100 * Math.hypot(...left))
  return [
    {
      name: `${name} without ${others.map(({ name }) => name).join(', ')}`,
      vector: unit(left, nothing, Math.hypot(...vector)),
      facts: {
        source: 'orthogonal',
        words: `“${name}” at right angles to ${names}; ${kept} % of its length is left`
      }
    }
  ]
}
