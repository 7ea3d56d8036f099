// An alias rather than an interface, because zod's metadata wants an index signature.
/** How a setting is shown, beside what zod already knows (default, range, choices). */
export type FieldNotes = {
  title: string
  /** One sentence: what it does and when to change it. */
  help: string
  unit?: string
  /** Where the default or the formula comes from. */
  source?: string
  /** `simple` settings stand in the open; the rest wait under "advanced". */
  level: 'simple' | 'advanced'
  group: 'data' | 'networks' | 'loss' | 'optimizer' | 'schedule' | 'stop'
}

/** Checks the notes of a setting. */
export const note = (notes: FieldNotes): FieldNotes => notes

/** More pictures than anybody waits for. */
export const MOST_IMAGES = 100_000_000

/** The paper that most defaults come from. */
export const DCGAN = 'Radford et al. 2015, arXiv:1511.06434'
