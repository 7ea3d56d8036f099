import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AnalystApi, DirectionsTask } from '../contract/analyst.ts'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { DirectionSource, KeptMap } from '../contract/latent.ts'
import type { Job } from '../contract/models.ts'
import { zWidth } from '../contract/pyramid.ts'
import type { ImporterApi } from '../contract/workers.ts'
import { checkLatents } from './explore.ts'
import { newId } from './identifiers.ts'
import type { Jobs } from './jobs.ts'
import type { LatentItems } from './latent-items.ts'
import { findModel, studiedModel, type Model } from './models.ts'
import type { CurrentProject, OpenProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'
import { readPictureFile } from './picture-files.ts'
import type { Uploads } from './uploads.ts'

type Handlers = Pick<
  StudioHandlers,
  'findDirections' | 'steadyArithmetic' | 'projectPicture' | 'makeMap' | 'getMap' | 'placeOnMap'
>

/** What long work on a latent space needs of the services beside it. */
export interface LatentJobNeeds {
  current: CurrentProject
  book: RunBook
  jobs: Jobs
  items: LatentItems
  uploads: Uploads
  analyst: Supervised<AnalystApi>
  importer: Supervised<ImporterApi>
}

/** Directions, projections and maps: what the analyst works out, kept when it is done. */
export function latentJobService(needs: LatentJobNeeds): Handlers {
  const { current, book, jobs, items, uploads, analyst, importer } = needs
  const find = ({ run, checkpoint }: { run: string; checkpoint?: number | undefined }) => {
    const project = current.get()
    const model = findModel(project, book, run, checkpoint)
    return { project, model, studied: studiedModel(project, model) }
  }
  const cancel = (job: string): Promise<void> => analyst.use().cancel(job)

  // A map's model may be gone by the time somebody looks at it; the map itself is a file.
  const findMap = (id: string): { map: KeptMap; file: string } => {
    const map = items.get(id)
    if (map.kind === 'map') return { map, file: mapFile(current.get(), map.run, id) }
    throw new StudioError('map/unknown', `“${map.name}” is a ${map.kind} and no map.`)
  }

  return {
    findDirections: (input): Job => {
      const { project, model, studied } = find(input)
      const vectors = namedVectors(items, project, model, input.source)
      const title = input.name ?? SOURCE_TITLES[input.source.kind]
      const base = { run: model.run.id, checkpoint: model.checkpoint.images, tags: [] }
      return jobs.start(
        { kind: 'directions', title, run: model.run.id },
        async (job) => {
          const task = { job, model: studied, source: input.source, vectors }
          const found = await analyst.use().findDirections(task)
          const made = found.map(({ bend, ...direction }, place) => {
            // Of several, only their own names tell them apart.
            const own = input.name && found.length > 1 ? `${input.name} ${place + 1}` : input.name
            const name = own ?? direction.name
            const id = newId()
            // The file first: a row without it would be a direction that cannot be followed.
            if (bend) {
              const file = project.bendFile(model.run.id, id)
              mkdirSync(dirname(file), { recursive: true })
              writeFileSync(file, bend)
            }
            const bends = bend && { bend: true as const }
            return items.add({ ...base, kind: 'direction', ...direction, ...bends, name }, { id })
          })
          return { made: made.map(({ id }) => id) }
        },
        cancel
      )
    },

    steadyArithmetic: ({ terms, ...input }): Job => {
      const { model, studied } = find(input)
      checkLatents(
        model,
        terms.flatMap(({ latents }) => latents)
      )
      return jobs.start(
        { kind: 'arithmetic', title: 'a steadied sum', run: model.run.id },
        async (job) => ({ place: await analyst.use().steadySum({ job, model: studied, terms }) }),
        cancel
      )
    },

    projectPicture: async (input): Promise<Job> => {
      const { project, model, studied } = find(input)
      const { name: fileName, bytes } = await readPicture(input.picture, project)
      const title = input.name ?? fileName
      return jobs.start(
        { kind: 'projection', title, run: model.run.id },
        async (job) => {
          const task = { job, model: studied, file: bytes, name: fileName }
          const { target, ...found } = await analyst.use().project(task)
          const base = { run: model.run.id, checkpoint: model.checkpoint.images, tags: [] }
          const kept = items.add(
            { ...base, kind: 'projection', name: title, ...found },
            { picture: target }
          )
          return { made: [kept.id] }
        },
        cancel
      )
    },

    makeMap: ({ name, method, count, seed, ...input }): Job => {
      const { project, model, studied } = find(input)
      const title = name ?? `${METHOD_NAMES[method]} of ${count} samples`
      const run = model.run.id
      return jobs.start(
        { kind: 'map', title, run },
        async (job) => {
          // Under the job's name at first: the row that makes it a map is written last.
          const out = mapFile(project, run, job)
          await mkdir(dirname(out), { recursive: true })
          await analyst.use().makeMap({ job, model: studied, method, count, seed, out })
          const checkpoint = model.checkpoint.images
          const kept = {
            kind: 'map' as const,
            run,
            checkpoint,
            name: title,
            tags: [],
            method,
            count,
            seed
          }
          return { made: [items.add(kept, { id: job }).id] }
        },
        cancel
      )
    },
    getMap: async ({ map: id }) => ({
      map: id,
      ...(await analyst.use().readMap(findMap(id).file))
    }),
    placeOnMap: ({ map: id, latents }) => {
      const { map, file } = findMap(id)
      const { model, studied } = find(map)
      checkLatents(model, latents)
      return analyst.use().placeOnMap(studied, file, latents)
    }
  }

  async function readPicture(
    picture: { path: string } | { upload: string } | { dataset: string; picture: number },
    project: OpenProject
  ): Promise<{ name: string; bytes: Uint8Array }> {
    if ('upload' in picture) return uploads.takeFile(picture.upload)
    if ('path' in picture) return readPictureFile(picture.path)
    const dataset = project.store.datasets.get(picture.dataset)
    if (!dataset || picture.picture >= dataset.pictures) {
      throw new StudioError(
        'picture/unknown',
        `There is no picture ${picture.picture} in the data set "${picture.dataset}".`
      )
    }
    const bytes = await importer.use().picture(project.cacheFolder(dataset.id), picture.picture)
    return { name: `${dataset.name} ${picture.picture + 1}`, bytes }
  }
}

const SOURCE_TITLES: Record<DirectionSource['kind'], string> = {
  difference: 'a direction from exemplars',
  labelled: 'a direction from sorted samples',
  attribute: 'a direction from labels',
  components: 'principal components',
  dimension: 'a single dimension',
  combination: 'a combination',
  orthogonal: 'an orthogonal direction'
}

const METHOD_NAMES: Record<KeptMap['method'], string> = { pca: 'PCA', umap: 'UMAP' }

function mapFile(project: OpenProject, run: string, map: string): string {
  return join(project.runFolder(run), 'learned', 'maps', `${map}.json`)
}

/** The directions that a source names, which must be of the same run. */
function namedVectors(
  items: LatentItems,
  project: OpenProject,
  { run }: Model,
  source: DirectionSource
): DirectionsTask['vectors'] {
  const latents = source.kind === 'difference' ? [...source.plus, ...source.minus] : []
  const sorted = source.kind === 'labelled' ? [...source.yes, ...source.no] : []
  checkLatents({ run }, [...latents, ...sorted])
  if (source.kind === 'dimension' && source.dimension >= zWidth(run.config)) {
    throw new StudioError(
      'latent/dimension',
      `“${run.name}” has no dimension ${source.dimension + 1}; it has ${zWidth(run.config)}.`
    )
  }
  const entries = namedIn(source).map((id) => {
    const item = items.get(id)
    if (item.kind !== 'direction') {
      throw new StudioError(
        'direction/unknown',
        `“${item.name}” is a ${item.kind} and no direction.`
      )
    }
    if (item.run !== run.id) {
      throw new StudioError(
        'direction/foreign',
        `“${item.name}” belongs to another run and means nothing in “${run.name}”; find it there again.`
      )
    }
    const { name, vector, bend } = item
    const bendFile = bend && { bendFile: project.bendFile(run.id, id) }
    return [id, { name, vector, ...bendFile }] as const
  })
  return Object.fromEntries(entries)
}

function namedIn(source: DirectionSource): string[] {
  if (source.kind === 'combination') return source.parts.map(({ direction }) => direction)
  return source.kind === 'orthogonal' ? [source.direction, ...source.against] : []
}
