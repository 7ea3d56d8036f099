import type { AnalystApi, AnalystEvents } from '../contract/analyst.ts'
import { findDirections } from '../latent/directions/find.ts'
import { readMap } from '../latent/map/file.ts'
import { makeMap } from '../latent/map/make.ts'
import { placeOnMap } from '../latent/map/place.ts'
import { createSketcherShelf } from '../latent/map/sketcher.ts'
import { projectPicture } from '../latent/projection/project.ts'
import { createProjectorShelf } from '../latent/projection/shelf.ts'
import { createSteadySums } from '../latent/steady-sum.ts'
import { serveWorker } from '../rpc/worker.ts'
import { workerPort } from '../rpc/worker-port.ts'
import { createWorkerJobs } from './jobs.ts'

const projectors = createProjectorShelf()
const sketchers = createSketcherShelf()
const steadySums = createSteadySums()
const jobs = createWorkerJobs((event) => events.onProgress(event))

// Each runs as a job: jobs.run(task.job, (context) => …), with `context` as the core's functions take it.
const api: AnalystApi = {
  findDirections: (task) =>
    jobs.run(task.job, (context) => findDirections(task, { ...context, shelf: sketchers })),
  steadySum: (task) => jobs.run(task.job, (context) => steadySums.find(task, context)),
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

const events = serveWorker<AnalystApi, AnalystEvents>(workerPort(), api)
