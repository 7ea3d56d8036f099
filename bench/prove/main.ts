import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { proveArithmetic } from './arithmetic.ts'
import { proveDoctor } from './doctor.ts'
import { proveKills } from './kills.ts'
import { proveLabels } from './labels.ts'
import { proveMetrics } from './metrics.ts'
import { keepProof, RESULTS, type Proof, type ProofOptions } from './proof.ts'
import { proveProjection } from './projection.ts'
import { provePlay } from './play.ts'
import { provePyramid } from './pyramid.ts'
import { proveRegenerate } from './regenerate.ts'
import { proveVoxels } from './voxels.ts'

const PROOFS: Record<string, (options: ProofOptions) => Promise<Proof>> = {
  arithmetic: proveArithmetic,
  doctor: proveDoctor,
  kills: proveKills,
  labels: proveLabels,
  metrics: proveMetrics,
  projection: proveProjection,
  play: provePlay,
  pyramid: provePyramid,
  regenerate: proveRegenerate,
  voxels: proveVoxels
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    // Projects whose newest runs are judged, instead of one that is trained for it.
    project: { type: 'string', multiple: true, default: [] },
    // Pictures to train on, where a proof wants a person's own.
    data: { type: 'string' }
  }
})
const [name] = positionals
const prove = name === undefined ? undefined : PROOFS[name]
if (!name || !prove) {
  const names = Object.keys(PROOFS).join(', ')
  console.error(
    `Name one of these: ${names}. npm run prove -- NAME [--project DIR] [--data DIR] [--json]`
  )
  process.exit(2)
}
const say = (line: string): void => (values.json ? console.error(line) : console.log(line))
const proof = await prove({
  projects: values.project,
  ...(values.data !== undefined && { data: values.data }),
  say,
  picture: (picture) => join(RESULTS, `${picture}.png`)
})
keepProof(
  name,
  `npm run prove -- ${name}${' --project DIR'.repeat(values.project.length)}${values.data === undefined ? '' : ' --data DIR'}`,
  proof
)
say(`${proof.passed ? 'Passed' : 'Not passed'}; kept in bench/results/prove-${name}.json`)
if (values.json) {
  console.log(JSON.stringify({ prove: name, passed: proof.passed, figures: proof.figures }))
}
process.exitCode = proof.passed ? 0 : 1
