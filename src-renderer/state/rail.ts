import { alongTrace } from '../../src-main/contract/along-trace.ts'
import type { DirectionTrace } from '../../src-main/contract/latent.ts'
import type { Scene } from './scene.ts'

/** Where a bent direction leads from a scene; a slider runs along it without asking again. */
export interface Rail extends DirectionTrace {
  /** Of the direction, in `Scene.strengths`. */
  key: string
  checkpoint: number | undefined
}

/** True while the scene is where the rail leads at its present strength: nothing else has moved it. */
export function isOnRail(scene: Scene, rail: Rail | undefined, key: string): rail is Rail {
  if (rail?.key !== key || rail.checkpoint !== scene.checkpoint) return false
  const place = alongTrace(rail, scene.strengths[key] ?? 0)
  return place.every((value, at) => value === scene.z[at])
}
