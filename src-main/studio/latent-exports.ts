import type { StudioHandlers } from '../contract/api.ts'
import type { ExportWhat } from '../contract/exports.ts'
import type { ExplorerApi, ExportTask } from '../contract/workers.ts'
import type { Downloads } from './downloads.ts'
import { checkLatents } from './explore.ts'
import { checkOut, downloadName } from './export-files.ts'
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
  downloads: Downloads
  explorer: Supervised<ExplorerApi>
}

/** Pictures, animations and models as files, and what such a picture tells of its making. */
export function latentExportService(
  needs: ExportNeeds
): Pick<StudioHandlers, 'startExport' | 'readPicture'> {
  const { current, book, jobs, uploads, downloads, explorer } = needs
  return {
    // Everything is checked before the explorer is asked, so that a mistake costs no start of it.
    startExport: ({ run, checkpoint, what, out }) => {
      const project = current.get()
      const model = findModel(project, book, run, checkpoint)
      checkLatents(model, latentsIn(what))
      if (out !== undefined) checkOut(out, what)
      const title = titleOf(what, model)
      return jobs.start(
        { kind: 'export', title, run },
        async (job) => {
          const name = downloadName(model.run.name, model.checkpoint.images, what)
          const file = out === undefined ? downloads.place(job, name) : { path: out }
          const data = {
            cacheFolder: project.cacheFolder(model.run.dataset),
            excluded: project.store.runs.excluded(model.run.id)
          }
          const task = { job, model: model.reference, what, origin: originOf(model), data }
          try {
            await explorer.use().export({ ...task, out: file.path })
          } catch (error) {
            if (out === undefined) await downloads.remove(job)
            throw error
          }
          return { file }
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
        ({ images, sha256 }) =>
          images === read.checkpoint &&
          (read.checkpointSha256 === '' || sha256 === read.checkpointSha256)
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
      return [
        ...what.terms.flatMap(({ latents }) => latents),
        ...(what.result ? [what.result] : [])
      ]
    case 'snapshot':
    case 'model':
      return []
  }
}

function titleOf(what: ExportWhat, { run }: Model): string {
  const titles: Record<ExportWhat['kind'], string> = {
    picture: 'a picture',
    grid: 'a grid',
    walk: 'a walk',
    arithmetic: 'a row of arithmetic',
    snapshot: 'a grid of training',
    model: `“${run.name}” as ${what.kind === 'model' ? what.format : ''}`
  }
  return titles[what.kind]
}
