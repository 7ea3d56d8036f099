import { StudioError } from '../../contract/errors.ts'
import type { ImportReport } from '../../contract/models.ts'

/** What an import that was told to stop throws. */
export function cancelled(): StudioError {
  return new StudioError('import/cancelled', 'The import was cancelled; nothing was kept of it.')
}

/** What an import throws that found fewer pictures than a data set needs. */
export function noPictures(
  kept: number,
  files: number,
  { rejected, duplicates }: Pick<ImportReport, 'rejected' | 'duplicates'>
): StudioError {
  const remedy =
    'choose one that holds at least two different pictures (JPEG, PNG, WebP, GIF, TIFF, AVIF, BMP or PPM)'
  if (files + rejected.length === 0) {
    return new StudioError('import/no-pictures', `The folder is empty; ${remedy}.`)
  }
  const first = rejected[0]
  const parts = [
    `${kept === 0 ? 'no picture' : 'only one picture'} among ${counted(files, 'file')}`,
    ...(duplicates.length > 0 ? [`${counted(duplicates.length, 'copy', 'copies')} of it`] : []),
    ...(first
      ? [`${rejected.length} not usable, such as “${first.file}”: ${lowerFirst(first.reason)}`]
      : [])
  ]
  return new StudioError('import/no-pictures', `The folder holds ${parts.join(', ')}; ${remedy}.`)
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

// A sentence inside a sentence: small first letter, no full stop.
function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')
}
