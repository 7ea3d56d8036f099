import type { LabelSource } from '../../../src-main/contract/import-settings.ts'

/** Where labels come from, in a person's words. */
export const LABEL_SOURCE_WORDS: Readonly<Record<LabelSource, string>> = {
  folders: 'Folder names',
  tables: 'CSV and JSON',
  captions: 'Captions (.txt)',
  keywords: 'EXIF and IPTC'
}
