import { randomUUID } from 'node:crypto'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import { playConfig, type PlayResult } from '../contract/play.ts'
import type { PlayerApi } from '../contract/player.ts'
import type { Jobs } from './jobs.ts'
import type { Supervised } from './supervisor.ts'

// A toy's points are some ten kilobytes.
const MOST_KEPT = 64

type PlayCall = 'startPlay' | 'getPlay' | 'openToys' | 'advanceToys' | 'closeToys'

/** Toys: no project is needed, and what they reach is kept until the studio ends. */
export function playService({
  jobs,
  player
}: {
  jobs: Jobs
  player: Supervised<PlayerApi>
}): Pick<StudioHandlers, PlayCall> {
  const kept = new Map<string, PlayResult[]>()
  return {
    startPlay: (settings) => {
      // A mistake is told before anything is started.
      for (const seed of settings.seeds) playConfig(settings, { seed, dims: 2 })
      return jobs.start(
        { kind: 'play', title: `${settings.target}, ${settings.preset}` },
        async (job) => {
          kept.set(job, await player.use().play({ ...settings, job }))
          for (const [oldest] of kept) if (kept.size > MOST_KEPT) kept.delete(oldest)
          return {}
        },
        (job) => player.use().cancel(job)
      )
    },
    getPlay: ({ job }) => {
      const results = kept.get(job)
      if (results) return results
      throw new StudioError(
        'play/unknown',
        `Nothing is known of the toys of job "${job}"; they have not ended, or were forgotten.`
      )
    },
    openToys: (toys) => player.use().openToys(randomUUID(), toys),
    advanceToys: (how) => player.use().advanceToys(how),
    closeToys: ({ room }) => player.use().closeToys(room)
  }
}
