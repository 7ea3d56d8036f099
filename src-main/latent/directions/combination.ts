import { latentWidth } from '../../contract/condition.ts'
import { plus, unit } from './algebra.ts'
import { knownDirection } from './known.ts'
import type { Source } from './source.ts'

/** A weighted sum of directions. */
export const fromCombination: Source<'combination'> = (task) => {
  const parts = task.source.parts.map(({ direction, weight }) => ({
    ...knownDirection(task, direction),
    weight
  }))
  const zero = new Array<number>(latentWidth(task.model.config)).fill(0)
  const sum = parts.reduce((sum, { weight, vector }) => plus(sum, weight, vector), zero)
  const longest = Math.max(...parts.map(({ weight }) => Math.abs(weight)))
  const words = parts
    .map(({ name, weight }, at) => {
      const sign = weight < 0 ? '− ' : at > 0 ? '+ ' : ''
      const amount = Math.abs(weight) === 1 ? '' : `${Number(Math.abs(weight).toFixed(2))} `
      return `${sign}${amount}${name}`
    })
    .join(' ')
  const nothing = `${words} adds up to nothing; choose other weights.`
  return [
    { name: words, vector: unit(sum, nothing, longest), facts: { source: 'combination', words } }
  ]
}
