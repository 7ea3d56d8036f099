import { formatBytes, formatCount, formatFigure, formatMoment, formatSpeed } from '../../format.ts'
import type { RunValue } from '../../state/run-query.ts'

// What is not said as a figure of three digits.
const WORDS: Record<string, (value: number) => string> = {
  images: formatCount,
  best: formatCount,
  speed: formatSpeed,
  bytes: formatBytes,
  memory: formatBytes,
  made: (value) => formatMoment(value)
}

/** How a value of a run is said in a cell; what is missing is a dash. */
export function cellWords(key: string, value: RunValue): string {
  if (value === undefined || value === '') return '–'
  if (typeof value !== 'number') return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
  const say = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined
  if (say) return say(value)
  if (Number.isNaN(value)) return 'not a number'
  if (Number.isInteger(value)) return formatCount(value)
  // Learning rates are written as they are typed.
  const isSmall = Math.abs(value) < 0.001
  return isSmall ? String(Number(value.toPrecision(3))) : formatFigure(value)
}

/** "generatorLoss" and "frechet-random" → "Generator loss" and "Frechet random". */
export function columnTitle(key: string): string {
  const words = key.replaceAll('-', ' ').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`)
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
