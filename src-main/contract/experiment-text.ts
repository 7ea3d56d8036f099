import { parseAssignment } from './config-fields.ts'
import { StudioError } from './errors.ts'
import type { Axis, Range } from './experiment.ts'
import { checkSetting } from './presets.ts'

/**
 * What a person writes for a setting that is varied: "0.0001, 0.0002", or for random draws its two ends,
 * "0.00001 .. 0.001". Throws `config/*` where the setting cannot have such a value.
 */
export function readVaried(key: string, text: string): Axis | Range {
  const ends = text.split('..')
  if (ends.length === 2) {
    const [least, most] = ends.map((end) => readValue(key, end))
    if (typeof least === 'number' && typeof most === 'number') {
      // Ends that are far apart are a matter of factors, as with learning rates.
      const scale = least > 0 && most / least >= 10 ? 'logarithmic' : 'linear'
      return { key, least, most, scale }
    }
    throw new StudioError(
      'experiment/range',
      `"${key}" is no number, so nothing lies between “${text.trim()}”; give its values with commas.`
    )
  }
  const values = text.split(',').filter((part) => part.trim() !== '')
  if (values.length === 0) {
    throw new StudioError('experiment/values', `"${key}" has no values to try; write some.`)
  }
  return { key, values: values.map((part) => readValue(key, part)) }
}

function readValue(key: string, text: string): string | number | boolean {
  const [known, value] = parseAssignment(`${key}=${text.trim()}`)
  checkSetting(known, value)
  return value
}
