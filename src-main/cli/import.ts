import { resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import {
  FITS,
  ImportSettingsSchema,
  LABEL_SOURCES,
  PADDINGS,
  type ImportSettings
} from '../contract/import-settings.ts'
import type { Dataset, ImportReport } from '../contract/models.ts'
import { CHANNELS, PICTURE_SIZES } from '../contract/run-config.ts'
import { EXIT_DONE, type Command, type Session } from './command.ts'
import { openProject } from './find.ts'
import { followJob } from './follow.ts'
import { given, optional } from './words.ts'

/** A size at which pictures can be kept. */
type Size = (typeof PICTURE_SIZES)[number]

/** `atelier import` */
export const importFolder: Command = {
  summary: 'make a data set out of a folder or an archive of pictures',
  usage: 'SOURCE --project P [--name N] [--size 32] [--fit centre] …',
  help: [
    'SOURCE         a folder, a zip, or an idx file as MNIST has it; folders in it are labels',
    '--project P    the project folder, made on first use',
    '--name N       name of the data set; by default that of the source',
    `--size S       width and height in pixels: ${PICTURE_SIZES.join(', ')}; by default 32`,
    `--fit F        how a picture becomes square: ${FITS.join(', ')}; by default centre`,
    `--padding P    what fills the rest with --fit pad: ${PADDINGS.join(', ')}; by default colour`,
    '--background C what shows through and around pictures, as #rrggbb; by default #ffffff',
    `--channels C   ${CHANNELS.join(' or ')}; by default rgb`,
    `--labels L     where labels come from, joined by commas: ${LABEL_SOURCES.join(', ')}, or none; by default all`,
    '--near N       near duplicates: keep or leave-out; by default keep',
    'An unchanged file of an earlier import with the same settings is not decoded again.'
  ],
  options: {
    project: { type: 'string' },
    name: { type: 'string' },
    size: { type: 'string', default: '32' },
    fit: { type: 'string' },
    padding: { type: 'string' },
    background: { type: 'string' },
    channels: { type: 'string' },
    labels: { type: 'string' },
    near: { type: 'string', default: 'keep' }
  },
  positionals: 1,
  run: async (session) => {
    const { api, words, terminal } = session
    const [source] = words.positionals
    if (!source) {
      throw new StudioError(
        'cli/missing',
        'The folder to import is missing; see: atelier help import'
      )
    }
    // Before the project is made on first use: a mistake should leave nothing behind.
    const settings = readSettings(session)
    const leaveNear = readNear(session)
    await openProject(session)
    const job = await api.startImport({
      source: { path: resolve(source) },
      settings,
      ...given('name', optional(words, 'name'))
    })
    const { dataset: id } = await followJob(session, job)
    const report = await api.getImportReport({ dataset: id! })
    if (leaveNear) await leaveOutNear(session, report)
    const { datasets } = await api.getState({})
    const dataset = datasets.find((candidate) => candidate.id === id)!
    terminal.result(importRecord(dataset, report), importText(dataset, report))
    return EXIT_DONE
  }
}

/** The value of `--size`; throws `cli/size`. */
export function readSize({ words }: Pick<Session, 'words'>): Size {
  const text = optional(words, 'size')
  const size = PICTURE_SIZES.find((candidate) => String(candidate) === text)
  if (size) return size
  throw new StudioError(
    'cli/size',
    `--size cannot be "${text ?? ''}"; it takes ${CHOICES['size']}.`
  )
}

// Each option is checked by the schema, whose own words name the choices.
function readSettings({ words }: Session): ImportSettings {
  const labels = optional(words, 'labels')
  const asked = {
    size: readSize({ words }),
    ...given('labels', labels === undefined ? undefined : labels.split(',').filter(isLabelSource)),
    ...Object.fromEntries(
      ['fit', 'padding', 'background', 'channels'].flatMap((key) => {
        const value = optional(words, key)
        return value === undefined ? [] : [[key, value]]
      })
    )
  }
  const { data, error } = ImportSettingsSchema.safeParse(asked)
  if (data) return data
  const key = String(error.issues[0]!.path[0])
  throw new StudioError(
    `cli/${key}`,
    `--${key} cannot be "${optional(words, key) ?? ''}"; it takes ${CHOICES[key] ?? 'other values'}.`
  )
}

const CHOICES: Record<string, string> = {
  size: PICTURE_SIZES.join(', '),
  fit: FITS.join(', '),
  padding: PADDINGS.join(', '),
  background: 'a colour as #rrggbb',
  channels: CHANNELS.join(', '),
  labels: `${LABEL_SOURCES.join(', ')}, or none`
}

// "none" is the empty list; anything else must be one of them.
const isLabelSource = (word: string): boolean => word !== 'none'

function readNear({ words }: Session): boolean {
  const near = optional(words, 'near')
  if (near === 'keep' || near === 'leave-out') return near === 'leave-out'
  throw new StudioError('cli/near', `--near cannot be "${near ?? ''}"; it takes keep, leave-out.`)
}

async function leaveOutNear({ api }: Session, { dataset, near = [] }: ImportReport): Promise<void> {
  if (near.length === 0) return
  const pictures = near.map(({ picture }) => picture)
  await api.changeDataset({ dataset, changes: [{ kind: 'exclude', reason: 'near', pictures }] })
}

// Underscores, because these lines are read by programs in any language.
function importRecord({ id, name, count }: Dataset, report: ImportReport): object {
  return {
    dataset: id,
    name,
    imported: count,
    rejected: report.rejected,
    duplicates: report.duplicates.length,
    near_duplicates: report.near ?? [],
    outliers: report.outliers ?? [],
    notes: report.notes ?? [],
    upscaled: report.upscaled,
    grey: report.grey ?? false,
    reused: report.reused ?? 0,
    images_per_s: Math.round(report.imagesPerSecond * 10) / 10
  }
}

// Every rejected file with its reason: a person wants to know which, not how many.
function importText({ id, name, size, count }: Dataset, report: ImportReport): string {
  const { rejected, duplicates, near = [], notes = [], upscaled, reused, imagesPerSecond } = report
  const lines: [number, string][] = [
    [reused ?? 0, `${reused} had not changed since they were imported before`],
    [upscaled, `${upscaled} were smaller and have been enlarged`],
    [duplicates.length, `${duplicates.length} duplicates left out`],
    [
      near.length,
      `${near.length} look like another one; see them in the window, or --near leave-out`
    ],
    [report.grey ? 1 : 0, 'all of them are grey; --channels grey trains on one channel']
  ]
  return [
    `${name} (${id}): ${count} pictures of ${size} px, ${Math.round(imagesPerSecond)} images/s`,
    ...lines.filter(([some]) => some > 0).map(([, line]) => `  ${line}`),
    ...listing('taken with a note', notes),
    ...listing('rejected', rejected)
  ].join('\n')
}

function listing(word: string, entries: { file: string; reason: string }[]): string[] {
  if (entries.length === 0) return []
  return [
    `  ${entries.length} ${word}:`,
    ...entries.map(({ file, reason }) => `    ${file}: ${reason}`)
  ]
}
