import type { AnalystEvents } from '../contract/analyst.ts'
import type { Events } from './events.ts'
import { createLru } from './lru.ts'

// Pictures of some kilobytes, looked at while they are searched for.
const KEPT = 32

/** The pictures that running projections look for, and what windows hear of the search. */
export interface Targets {
  onProjection: AnalystEvents['onProjection']
  picture(job: string): Uint8Array | undefined
}

/** Keeps the latest few. */
export function createTargets(events: Events): Targets {
  const pictures = createLru<Uint8Array>(KEPT)
  return {
    onProjection: ({ job, target, ...found }) => {
      if (target) pictures.set(job, target)
      events.emit({ type: 'projection', job, ...found })
    },
    picture: (job) => pictures.get(job)
  }
}
