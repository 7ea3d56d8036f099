import { settingsWords } from '../contract/engine-settings.ts'
import type { MetricRow, Run } from '../contract/models.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { engineFields } from './engine-fields.ts'
import { openProject } from './find.ts'

/** `atelier runs` */
export const runs: Command = {
  summary: 'list the runs of a project, and which wait in what order',
  usage: '--project P',
  help: ['With --json a line a run, then the number of them.'],
  options: { project: { type: 'string' } },
  run: async (session) => {
    const { api, terminal } = session
    const state = await openProject(session)
    const { waiting, held, why } = state.queue
    for (const run of state.runs) {
      const place = waiting.indexOf(run.id) + 1
      const metrics = (await api.getMetrics({ run: run.id })).at(-1)
      const checkpoint = (await api.getCheckpoints({ run: run.id })).at(-1)
      // The losses are the last ones: how the run stands rather than how it went.
      terminal.record({
        run: run.id,
        name: run.name,
        state: run.state,
        ...(place > 0 && { place }),
        preset: run.preset,
        config_digest: run.configDigest,
        images: run.images,
        images_per_s: run.imagesPerSecond,
        checkpoint: checkpoint?.images ?? null,
        weights_sha256: checkpoint?.sha256 ?? null,
        metrics: metrics ?? null,
        ...engineFields(run),
        ...(run.problem !== undefined && { problem: run.problem })
      })
      terminal.print(runLine(run, metrics, place))
    }
    const count = state.runs.length
    const all = count === 0 ? 'There is no run yet.' : `${count} in all`
    const queue = held ? { held, ...(why !== undefined && { why }) } : {}
    terminal.result(
      { runs: count, ...queue },
      held ? `${all}; the queue is held. ${why ?? ''}` : all
    )
    return EXIT_DONE
  }
}

// One line of fixed columns, the name last because it may be of any length.
function runLine(run: Run, metrics: MetricRow | undefined, place: number): string {
  const state = place > 0 ? `${run.state} ${place}` : run.state
  const losses = metrics
    ? `  loss G ${metrics.generatorLoss.toFixed(2)} D ${metrics.discriminatorLoss.toFixed(2)}`
    : ''
  const threads = run.engine ? `  ${settingsWords(run.engine)}` : ''
  return `${run.id}  ${state.padEnd(11)}  ${run.images}/${run.config.images} images  ${run.configDigest}${losses}${threads}  ${run.name}`
}
