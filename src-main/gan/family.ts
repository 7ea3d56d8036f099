import type { Random } from '../engine/random.ts'
import type { Variables } from '../engine/variables.ts'
import type { RunConfig } from '../contract/run-config.ts'
import { createDcgan } from './families/dcgan.ts'
import type { Family } from './families/family.ts'

type FamilyFactory = (config: RunConfig, state: Variables, random: Random) => Family

const FAMILIES = { dcgan: createDcgan } satisfies Record<RunConfig['family'], FamilyFactory>

/** Makes the networks of a config, their variables in `state`, initial weights from `random`. */
export function createFamily(config: RunConfig, state: Variables, random: Random): Family {
  return FAMILIES[config.family](config, state, random)
}
