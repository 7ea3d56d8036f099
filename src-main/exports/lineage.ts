import { StudioError } from '../contract/errors.ts'
import { WrittenLineageSchema, type WrittenLineage } from '../contract/exports.ts'
import { isIntact, isPng, readChunks, writePng, type Chunk } from './png-chunks.ts'
import { readText, writeText } from './text-chunks.ts'

const KEYWORD = 'gan-atelier'
// Raised when the fields change their meaning.
const FORMAT = 1
// A grid of 1,024 places of 512 numbers of 20 digits takes 11 MB.
const MOST_BYTES = 16 * 2 ** 20

/** The same picture with how it was made in a text chunk after its header; its other chunks stay as they are. */
export function writeLineage(png: Uint8Array, lineage: WrittenLineage): Uint8Array {
  const [header, ...rest] = readChunks(png).map(({ bytes }) => bytes)
  // In the schema's order, so that the same story is always the same bytes.
  const fields = { format: FORMAT, ...WrittenLineageSchema.parse(lineage) }
  const text = writeText(KEYWORD, JSON.stringify(fields))
  return writePng([header!, text, ...rest])
}

/** How a picture was made, by its own file; throws `picture/*` where that tells nothing, or nothing whole. */
export function readLineage(file: Uint8Array, name: string): WrittenLineage {
  if (!isPng(file)) {
    throw new StudioError(
      'picture/not-png',
      `${name} is no PNG, and only a PNG tells how it was made; choose the file that the studio wrote.`
    )
  }
  for (const chunk of readChunks(file)) {
    const text = textOf(chunk, name)
    if (text !== undefined) return parseLineage(text, name)
  }
  throw new StudioError(
    'picture/no-lineage',
    `${name} tells nothing of how it was made; it is no picture of this studio, or another program has left that out.`
  )
}

function textOf(chunk: Chunk, name: string): string | undefined {
  try {
    const text = readText(chunk, KEYWORD, MOST_BYTES)
    if (text === undefined || isIntact(chunk)) return text
  } catch (cause) {
    // Both ways in which a text can be too long are errors of ranges.
    if (!(cause instanceof RangeError)) throw damaged(name, 'it cannot be unpacked', cause)
    throw new StudioError(
      'picture/too-large',
      `What ${name} tells of its making is longer than any the studio writes (${MOST_BYTES / 2 ** 20} MB), so it was not read.`,
      { cause }
    )
  }
  throw damaged(name, 'its checksum is wrong')
}

function parseLineage(text: string, name: string): WrittenLineage {
  let fields: { format?: unknown }
  try {
    fields = JSON.parse(text) as typeof fields
  } catch (cause) {
    throw damaged(name, 'it is not JSON', cause)
  }
  if (typeof fields?.format === 'number' && fields.format > FORMAT) {
    throw new StudioError(
      'picture/newer',
      `${name} was written by a newer version of the studio; open it with that one.`
    )
  }
  const { success, data, error } = WrittenLineageSchema.safeParse(fields)
  if (success) return data
  const [issue] = error.issues
  const field = issue?.path.join('.') ?? ''
  throw damaged(name, field ? `“${field}” is not what it should be` : 'it has no fields')
}

function damaged(name: string, why: string, cause?: unknown): StudioError {
  return new StudioError(
    'picture/damaged',
    `What ${name} tells of its making is damaged (${why}); choose another copy of the file.`,
    { cause }
  )
}
