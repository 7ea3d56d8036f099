import type { Row } from './rows.ts'

/** A table as it stands in a file. */
export interface Table {
  /** Names of its columns; absent where the first row may hold them or may be a row like any other. */
  header?: string[]
  /** From the beginning each time it is called; throws a refusal where the file is damaged. */
  rows(): Iterable<Row>
  /** Set for StyleGAN's dataset.json, whose folders hold a thousand pictures each and mean nothing. */
  isPackedSet?: boolean
  /** What was left out of it already, one sentence. */
  note?: string
}

/** What is said of a file that names none of the pictures. */
export const NAMES_NOTHING = 'It names none of the pictures.'
