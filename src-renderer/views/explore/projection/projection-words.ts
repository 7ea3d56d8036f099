import { formatFigure } from '../../../format.ts'

/** An error of pixels in words: mean squared difference, values in [0,1]. */
export function errorWords(error: number | undefined): string {
  return error === undefined ? '' : `error ${formatFigure(error)}`
}
