import type { AnalystApi, AnalystEvents } from '../contract/analyst.ts'
import { StudioError } from '../contract/errors.ts'
import { findDirections } from '../latent/directions/find.ts'
import { learnLabels } from '../latent/evaluation/learn-labels.ts'
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
import { createSerial } from './serial.ts'

const projectors = createProjectorShelf()
const sketchers = createSketcherShelf()
const steadySums = createSteadySums()
const jobs = createWorkerJobs((event) => events.onProgress(event))

// One job at a time: each takes all cores, and a shelf lets go of one model to hold another. Places on a map are
// a quick question and wait for no job, so they have a shelf and an order of their own.
const oneJob = createSerial()
const places = createSketcherShelf()
const onePlace = createSerial()
const run: typeof jobs.run = (job, work) =>
  jobs.run(job, (context) => {
    const { signal } = context
    // Also one that waits for its turn is given up at once.
    const cancelled = new Promise<never>((_, reject) => {
      const giveUp = (): void => reject(new StudioError('job/cancelled', 'It was cancelled.'))
      signal.addEventListener('abort', giveUp, { once: true })
    })
    const done = oneJob(() => (signal.aborted ? cancelled : work(context)))
    return Promise.race([done, cancelled])
  })

const api: AnalystApi = {
  findDirections: (task) =>
    run(task.job, (context) => findDirections(task, { ...context, shelf: sketchers })),
  steadySum: (task) => run(task.job, (context) => steadySums.find(task, context)),
  project: (task) =>
    run(task.job, (context) =>
      projectPicture(task, {
        ...context,
        shelf: projectors,
        onProjection: (event) => events.onProjection(event)
      })
    ),
  makeMap: (task) => run(task.job, (context) => makeMap(task, { ...context, shelf: sketchers })),
  readMap: async (file) => readMap(file),
  placeOnMap: (model, file, latents) => onePlace(() => placeOnMap(model, file, latents, places)),
  learnLabels: (task) => run(task.job, (context) => learnLabels(task, context)),
  cancel: (job) => jobs.cancel(job)
}

const events = serveWorker<AnalystApi, AnalystEvents>(workerPort(), api)
