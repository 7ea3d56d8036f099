import { statSync } from 'node:fs'
import { dirname, extname, isAbsolute } from 'node:path'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { ExportWhat } from '../contract/exports.ts'
import type { ExplorerApi, ExportTask } from '../contract/workers.ts'
import { checkLatents } from './explore.ts'
import type { Jobs } from './jobs.ts'
import { findModel, type Model } from './models.ts'
import { readPictureFile } from './picture-files.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'
import type { Uploads } from './uploads.ts'

/** What exports need of the services beside them. */
export interface ExportNeeds {
  current: CurrentProject
  book: RunBook
  jobs: Jobs
  uploads: Uploads
  explorer: Supervised<ExplorerApi>
}

/** Pictures, animations and models as files, and what such a picture tells of its making. */
export function latentExportService(
  needs: ExportNeeds
): Pick<StudioHandlers, 'startExport' | 'readPicture'> {
  const { current, book, jobs, uploads, explorer } = needs
  return {
    // Everything is checked before the explorer is asked, so that a mistake costs no start of it.
    startExport: ({ run, checkpoint, what, out }) => {
      const project = current.get()
      const model = findModel(project, book, run, checkpoint)
      checkLatents(model, latentsIn(what))
      if (out === undefined) {
        throw new StudioError('export/no-place', 'No place for the file was given.')
      }
      checkOut(out, endingsOf(what))
      return jobs.start(
        { kind: 'export', title: titleOf(what, model), run },
        async (job) => {
          const origin = originOf(model)
          const data = {
            cacheFolder: project.cacheFolder(model.run.dataset),
            excluded: project.store.runs.excluded(model.run.id)
          }
          await explorer.use().export({ job, model: model.reference, what, origin, data, out })
          return { file: { path: out } }
        },
        (job) => explorer.use().cancel(job)
      )
    },
    readPicture: async ({ picture }) => {
      const { name, bytes } =
        'upload' in picture
          ? await uploads.takeFile(picture.upload)
          : await readPictureFile(picture.path)
      const read = await explorer.use().readPicture(bytes, name)
      const { store } = current.get()
      const saved = store.runs.list().some(({ id }) => id === read.run)
        ? store.checkpoints.list(read.run)
        : []
      const available = saved.some(
        ({ images, sha256 }) => images === read.checkpoint && sha256 === read.checkpointSha256
      )
      return { ...read, available }
    }
  }
}

function originOf({ run, checkpoint }: Model): ExportTask['origin'] {
  return {
    run: run.id,
    runName: run.name,
    checkpoint: checkpoint.images,
    checkpointSha256: checkpoint.sha256,
    configDigest: run.configDigest
  }
}

function latentsIn(what: ExportWhat): number[][] {
  switch (what.kind) {
    case 'picture':
      return [what.z, ...(what.lineage ?? []).map(({ z }) => z)]
    case 'grid':
      return what.latents
    case 'walk':
      return what.plan.keyframes.map(({ z }) => z)
    case 'arithmetic':
      return what.terms.flatMap(({ latents }) => latents)
    case 'model':
      return []
  }
}

const ANIMATION_ENDINGS = {
  gif: ['.gif'],
  webp: ['.webp'],
  apng: ['.png', '.apng'],
  // A folder.
  'png-sequence': undefined,
  'contact-sheet': ['.png']
} as const

const MODEL_ENDINGS = { tfjs: undefined, onnx: ['.onnx'], safetensors: ['.safetensors'] } as const

// Undefined for what becomes a folder.
function endingsOf(what: ExportWhat): readonly string[] | undefined {
  if (what.kind === 'walk') return ANIMATION_ENDINGS[what.format]
  return what.kind === 'model' ? MODEL_ENDINGS[what.format] : ['.png']
}

function titleOf(what: ExportWhat, { run }: Model): string {
  const titles: Record<ExportWhat['kind'], string> = {
    picture: 'a picture',
    grid: 'a grid',
    walk: 'a walk',
    arithmetic: 'a row of arithmetic',
    model: `“${run.name}” as ${what.kind === 'model' ? what.format : ''}`
  }
  return titles[what.kind]
}

// The file is written by the explorer; a path that cannot be is better known here, in words.
function checkOut(out: string, endings: readonly string[] | undefined): void {
  if (endings && !endings.includes(extname(out).toLowerCase())) {
    throw new StudioError(
      'export/kind',
      `${out} cannot be written; its name must end with ${endings.join(' or ')}.`
    )
  }
  const folder = dirname(out)
  if (isAbsolute(out) && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  throw new StudioError(
    'export/no-folder',
    `${out} cannot be written, because there is no folder ${folder}; choose one that exists.`
  )
}
