import type { AnalystApi, AnalystEvents } from '../contract/analyst.ts'
import { readMap } from '../latent/map/file.ts'
import { makeMap } from '../latent/map/make.ts'
import { placeOnMap } from '../latent/map/place.ts'
import { createSketcherShelf } from '../latent/map/sketcher.ts'
import { projectPicture } from '../latent/projection/project.ts'
import { createProjectorShelf } from '../latent/projection/shelf.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'
import { createWorkerJobs } from './jobs.ts'

const projectors = createProjectorShelf()
const sketchers = createSketcherShelf()
const jobs = createWorkerJobs((event) => events.onProgress(event))

// Each runs as a job: jobs.run(task.job, (context) => …), with `context` as the core's functions take it.
const api: Partial<AnalystApi> = {
  project: (task) =>
    jobs.run(task.job, (context) =>
      projectPicture(task, {
        ...context,
        shelf: projectors,
        onProjection: (event) => events.onProjection(event)
      })
    ),
  makeMap: (task) =>
    jobs.run(task.job, (context) => makeMap(task, { ...context, shelf: sketchers })),
  readMap: async (file) => readMap(file),
  placeOnMap: (model, file, latents) => placeOnMap(model, file, latents, sketchers),
  cancel: (job) => jobs.cancel(job)
}

const events = serveWorker<AnalystApi, AnalystEvents>(workerPort(), api as AnalystApi)
