import { resolve } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { Dataset, ImportReport } from '../contract/models.ts'
import { PICTURE_SIZES } from '../contract/run-config.ts'
import { EXIT_DONE, type Command, type Session } from './command.ts'
import { openProject } from './find.ts'
import { followJob } from './follow.ts'
import { given, optional } from './words.ts'

// What the networks are built for: powers of two from 16 on.

/** A size at which pictures can be kept. */
type Size = (typeof PICTURE_SIZES)[number]

/** `atelier import` */
export const importFolder: Command = {
  summary: 'make a data set out of a folder of pictures',
  usage: 'DIR --project P [--name N] [--size 32]',
  help: [
    'DIR          the folder; those in it are labels',
    '--project P  the project folder, made on first use',
    '--name N     name of the data set; by default that of the folder',
    `--size S     width and height in pixels: ${PICTURE_SIZES.join(', ')}; by default 32`
  ],
  options: {
    project: { type: 'string' },
    name: { type: 'string' },
    size: { type: 'string', default: '32' }
  },
  positionals: 1,
  run: async (session) => {
    const { api, words, terminal } = session
    const [folder] = words.positionals
    if (!folder) {
      throw new StudioError(
        'cli/missing',
        'The folder to import is missing; see: atelier help import'
      )
    }
    // Before the project is made on first use: a mistake should leave nothing behind.
    const size = readSize(session)
    await openProject(session)
    const job = await api.startImport({
      source: { path: resolve(folder) },
      size,
      ...given('name', optional(words, 'name'))
    })
    const { dataset: id } = await followJob(session, job)
    const { datasets } = await api.getState({})
    const dataset = datasets.find((candidate) => candidate.id === id)!
    const report = await api.getImportReport({ dataset: dataset.id })
    terminal.result(importRecord(dataset, report), importText(dataset, report))
    return EXIT_DONE
  }
}

function readSize({ words }: Session): Size {
  const text = optional(words, 'size')
  const size = PICTURE_SIZES.find((candidate) => String(candidate) === text)
  if (size) return size
  throw new StudioError(
    'cli/size',
    `--size cannot be "${text}"; it takes ${PICTURE_SIZES.join(', ')}.`
  )
}

// Underscores, because these lines are read by programs in any language.
function importRecord({ id, name }: Dataset, report: ImportReport): object {
  return {
    dataset: id,
    name,
    imported: report.imported,
    rejected: report.rejected,
    duplicates: report.duplicates.length,
    images_per_s: Math.round(report.imagesPerSecond * 10) / 10
  }
}

// Every rejected file with its reason: a person wants to know which, not how many.
function importText({ id, name, size }: Dataset, report: ImportReport): string {
  const { imported, rejected, duplicates, upscaled, imagesPerSecond } = report
  return [
    `${name} (${id}): ${imported} pictures of ${size} px, ${Math.round(imagesPerSecond)} images/s`,
    ...(upscaled > 0 ? [`  ${upscaled} were smaller and have been enlarged`] : []),
    ...(duplicates.length > 0 ? [`  ${duplicates.length} duplicates left out`] : []),
    ...(rejected.length > 0 ? [`  ${rejected.length} rejected:`] : []),
    ...rejected.map(({ file, reason }) => `    ${file}: ${reason}`)
  ].join('\n')
}
