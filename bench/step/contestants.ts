import { join } from 'node:path'
import type { ContestantCommand } from '../contestants/contestant.ts'
import type { Variant } from '../contestants/messages.ts'
import { PEERS, type PeerName } from '../peers/peers.ts'
import { ensurePeer } from '../peers/provision.ts'

/** One way to run a step. */
export interface ContestantKind {
  name: string
  /** The Node script, or the peer whose Python runs it. */
  script?: string
  peer?: 'torch' | 'tensorflow'
  variant: Omit<Variant, 'device'>
  /** The networks it knows. */
  networks: readonly string[]
  /** Takes part only where it is asked for. */
  extra?: boolean
}

/** Whose times are ours. */
export const OURS = 'captured'
/** Our step without the case's penalties, of which the whole step is a multiple. */
export const PLAIN = 'captured-plain'

const ALL = ['dcgan', 'residual', 'ring']
const PICTURES = ['dcgan', 'residual']
const script = (name: string): string => join(import.meta.dirname, '../contestants', name)

/** Everyone, ours first. */
export const CONTESTANTS: readonly ContestantKind[] = [
  { name: OURS, script: script('captured.ts'), variant: {}, networks: ALL },
  {
    name: PLAIN,
    script: script('captured.ts'),
    variant: { plain: true },
    networks: ['residual']
  },
  { name: 'eager', script: script('eager.ts'), variant: {}, networks: ALL, extra: true },
  { name: 'tfjs-layers', script: script('layers.ts'), variant: {}, networks: ['dcgan'] },
  { name: 'torch-nchw', peer: 'torch', variant: { layout: 'nchw' }, networks: ALL },
  {
    name: 'torch-channels-last',
    peer: 'torch',
    variant: { layout: 'channels_last' },
    networks: PICTURES
  },
  {
    name: 'torch-compile-nchw',
    peer: 'torch',
    variant: { layout: 'nchw', compiled: true },
    networks: ALL
  },
  {
    name: 'torch-compile-channels-last',
    peer: 'torch',
    variant: { layout: 'channels_last', compiled: true },
    networks: PICTURES
  },
  { name: 'tf-function', peer: 'tensorflow', variant: {}, networks: ALL },
  {
    name: 'tf-function-xla',
    peer: 'tensorflow',
    variant: { compiled: true },
    networks: ALL,
    extra: true
  }
]

/** How to start a contestant with so many threads; sets its peer up where that is needed. */
export async function commandOf(
  kind: ContestantKind,
  device: 'cpu' | 'gpu',
  threads: number
): Promise<ContestantCommand> {
  const count = String(threads)
  const env = {
    // The slow engine must not be measured in TensorFlow's place.
    GAN_ATELIER_ENGINE: 'tensorflow',
    OMP_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    TF_NUM_INTRAOP_THREADS: count,
    // One thread in all; with more, how many operations run at once is TensorFlow's own choice.
    ...(threads === 1 && { TF_NUM_INTEROP_THREADS: count })
  }
  if (!kind.peer) return { name: kind.name, command: process.execPath, args: [kind.script!], env }
  const key: PeerName =
    kind.peer === 'tensorflow' && device === 'gpu' ? 'tensorflow-gpu' : kind.peer
  const { script } = PEERS[key]
  return { name: kind.name, command: await ensurePeer(PEERS[key]), args: [script], env }
}
