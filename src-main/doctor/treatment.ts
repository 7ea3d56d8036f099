import type { Remedy } from '../contract/doctor.ts'
import { changesNetworks } from '../contract/fork.ts'
import { parseConfig } from '../contract/presets.ts'
import type { RunConfig, RunConfigKey } from '../contract/run-config.ts'
import type { Finding } from './finding.ts'
import type { History } from './history.ts'
import { hasComeNear } from './measured.ts'
import { HELPS, REMEDIES, type RemedyKind } from './remedies.ts'

// More is slower than reading.
const MOST = 4

/**
 * The remedies for a finding that change something in a run and that it can have, best first: a config that a fork
 * would be refused with is not offered.
 */
export function treatmentsOf(
  { illness, since }: Pick<Finding, 'illness' | 'since'>,
  history: History
): Remedy[] {
  const { config } = history
  const healthy = lastHealthy(history, since)
  return HELPS[illness]
    .flatMap((id): Remedy[] => {
      const { title, why, source, changes: wanted }: RemedyKind = REMEDIES[id]
      const changes = differing(wanted(config), config)
      const changed = { ...config, ...changes }
      if (Object.keys(changes).length === 0 || !isPossible(changed)) return []
      // Weights fit their own networks only.
      const from = changesNetworks(config, changed) === undefined ? healthy : 0
      return [{ id, title, why, source, from, changes }]
    })
    .slice(0, MOST)
}

// The newest checkpoint before it fell ill whose samples had come near; 0 where there is none, as in what was ill
// from the start.
function lastHealthy({ config, checkpoints, evaluations }: History, since: number): number {
  const isWell = (images: number): boolean => {
    const measured = evaluations.findLast((one) => one.images <= images)
    return measured !== undefined && hasComeNear(measured)
  }
  const before = checkpoints.filter((images) => images < Math.min(since, config.images))
  return before.findLast(isWell) ?? 0
}

function differing(wanted: Partial<RunConfig>, config: RunConfig): Partial<RunConfig> {
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => config[key as RunConfigKey] !== value)
  )
}

function isPossible(config: RunConfig): boolean {
  try {
    parseConfig(config)
    return true
  } catch {
    return false
  }
}
