import type { LabelSource } from '../../contract/import-settings.ts'
import type { Rejection } from '../../contract/models.ts'
import { HEAD_BYTES, recognise } from '../content.ts'
import type { Found, Listing, Rejected } from '../found.ts'
import type { Labels } from '../labels.ts'
import { refusalReason } from '../refusal.ts'
import { readEntry } from '../sources/read-entry.ts'
import { createCaptions, LONGEST_CAPTION_FILE } from './captions.ts'
import { createFolderLabels } from './folders.ts'
import { LONGEST_VALUE } from './limits.ts'
import { indexNames, type FindFile } from './names.ts'
import { isTableName, LARGEST_TABLE, tableReader } from './table-files.ts'
import { joinTable, type TableLabels } from './table-labels.ts'
import { decodeText } from './text.ts'

/** Labels of a source's pictures from their folders and from files among them. */
export interface CollectedLabels {
  add(picture: string): void
  /** Reads files that may hold labels; yields those that do not, to be decoded or as rejected. */
  read(texts: readonly Found[]): Listing
  /** By where they come from. */
  labels(picture: string): Partial<Record<LabelSource, Labels>>
  /** What a person should know of files that were used. */
  notes(): Rejection[]
}

/** Collects labels for the pictures that are added before `read` is called. */
export function collectLabels(
  wanted: readonly LabelSource[],
  breathe: () => Promise<void> | undefined
): CollectedLabels {
  const wants = new Set(wanted)
  const pictures: string[] = []
  const folders = createFolderLabels()
  const captions = createCaptions(pictures)
  const tables: (TableLabels & { file: string })[] = []
  let isPackedSet = false
  let finder: ((folder: string) => FindFile) | undefined

  async function readCaption(found: Found): Promise<Found | Rejected | undefined> {
    const bytes = await readEntry(found, LONGEST_CAPTION_FILE)
    if (bytes.length === 0 || isPicture(bytes)) return found
    if (!wants.has('captions')) return reject(found, SWITCHED_OFF)
    if (captions.add(found.file, bytes)) return undefined
    return reject(found, 'It belongs to a picture, but is no caption: there are no words in it.')
  }

  async function readTable(found: Found): Promise<Found | Rejected | undefined> {
    const { file } = found
    const reader = tableReader(file)
    const bytes = reader && (await readEntry(found, LARGEST_TABLE))
    const text = bytes && !isPicture(bytes) ? decodeText(bytes) : undefined
    if (!reader || !text) return found
    const table = reader(text)
    if (table.isPackedSet && baseName(file) === 'dataset.json') {
      isPackedSet = true
      // Its list of labels may be null.
      const [first] = table.rows()
      if (!first) return undefined
    }
    if (!wants.has('tables')) return isTableName(file) ? reject(found, SWITCHED_OFF) : found
    finder ??= await indexNames(pictures, breathe)
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')))
    const joined = await joinTable(table, finder(folder), { files: pictures.length, breathe })
    tables.push({ ...joined, file })
    return undefined
  }

  return {
    add(picture) {
      pictures.push(picture)
      folders.add(picture)
    },
    async *read(texts) {
      // One after another: of tables that say something of the same picture the first one counts.
      for (const found of texts) {
        await breathe()
        const result = await orRejected(isCaption(found) ? readCaption : readTable, found)
        if (result) yield result
      }
    },
    labels(picture) {
      const caption = captions.captionOf(picture)
      const inTables = tables.map(({ labels }) => labels(picture)).reverse()
      return {
        ...(wants.has('folders') && !isPackedSet && { folders: folders.labelsOf(picture) }),
        tables: Object.fromEntries(inTables.flatMap((labels) => Object.entries(labels))),
        ...(caption !== undefined && { captions: { caption } })
      }
    },
    notes: () => [
      ...tables.flatMap(({ file, notes }) => notes.map((reason) => ({ file, reason }))),
      ...notesOfCaptions(captions.cut)
    ]
  }

  function isCaption({ file, bytes }: Found): boolean {
    return !isTableName(file) && bytes <= LONGEST_CAPTION_FILE && captions.belongs(file)
  }
}

const SWITCHED_OFF = 'Labels from such files are switched off.'

// A text may be anything, and what it is the decoder says; a table can only be a table.
async function orRejected(
  read: (found: Found) => Promise<Found | Rejected | undefined>,
  found: Found
): Promise<Found | Rejected | undefined> {
  try {
    return await read(found)
  } catch (error) {
    const reason = refusalReason(error)
    if (reason === undefined) throw error
    return isTableName(found.file) ? reject(found, reason) : found
  }
}

function isPicture(bytes: Buffer): boolean {
  return 'picture' in recognise(bytes.subarray(0, HEAD_BYTES))
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

function reject({ file }: Found, reason: string): Rejected {
  return { kind: 'rejected', file, reason }
}

function notesOfCaptions([first, ...others]: readonly string[]): Rejection[] {
  if (first === undefined) return []
  const which = others.length === 0 ? 'It is' : `It and ${others.length} other captions are`
  const reason = `${which} longer than ${LONGEST_VALUE} characters and cut.`
  return [{ file: first, reason }]
}
