import { join } from 'node:path'
import type { Environment } from '../../src-main/contract/engine-settings.ts'
import type { TrainerApi, TrainerEvents } from '../../src-main/contract/workers.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { supervise, type Supervised } from '../../src-main/studio/supervisor.ts'

const NOTHING: TrainerEvents = {
  onStarted: () => undefined,
  onTick: () => undefined,
  onSnapshot: () => undefined,
  onCheckpoint: () => undefined,
  onHalt: () => undefined
}

/** A trainer process of its own with this environment, by the script of `folder`. */
export function startTrainer(
  environment: Environment,
  events: Partial<TrainerEvents> = {},
  folder = '../../src-main/workers'
): Supervised<TrainerApi> {
  const spawner = nodeSpawner((kind) => join(import.meta.dirname, folder, `${kind}.ts`))
  return supervise<TrainerApi, TrainerEvents>(
    spawner,
    'trainer',
    { ...NOTHING, ...events },
    environment
  )
}
