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
  /** A graph, of which TensorFlow runs several operations at once. */
  graph?: boolean
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
  { name: OURS, script: script('captured.ts'), variant: {}, networks: ALL, graph: true },
  {
    name: PLAIN,
    script: script('captured.ts'),
    variant: { plain: true },
    networks: ['residual'],
    graph: true
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
  { name: 'tf-function', peer: 'tensorflow', variant: {}, networks: ALL, graph: true },
  {
    name: 'tf-function-xla',
    peer: 'tensorflow',
    variant: { compiled: true },
    networks: ALL,
    extra: true
  }
]

/** How many threads a contestant may use. */
export interface Threads {
  /** That share one operation. */
  threads: number
  /** Operations of a graph that run at once; TensorFlow's own choice unless told. */
  interOpThreads?: number
}

/** The thread settings among which a contestant takes its best, as the studio's own trial steps do. */
export function threadChoices(kind: ContestantKind, counts: readonly number[]): Threads[] {
  if (!kind.graph) return counts.map((threads) => ({ threads }))
  return counts.flatMap((threads) =>
    [...new Set([1, Math.min(2, threads), threads])].map((interOpThreads) => ({
      threads,
      interOpThreads
    }))
  )
}

/** How to start a contestant with such threads; sets its peer up where that is needed. */
export async function commandOf(
  kind: ContestantKind,
  device: 'cpu' | 'gpu',
  { threads, interOpThreads }: Threads
): Promise<ContestantCommand> {
  const count = String(threads)
  const env = {
    // The slow engine must not be measured in TensorFlow's place.
    GAN_ATELIER_ENGINE: 'tensorflow',
    OMP_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    TF_NUM_INTRAOP_THREADS: count,
    ...(interOpThreads && { TF_NUM_INTEROP_THREADS: String(interOpThreads) })
  }
  if (!kind.peer) return { name: kind.name, command: process.execPath, args: [kind.script!], env }
  const key: PeerName =
    kind.peer === 'tensorflow' && device === 'gpu' ? 'tensorflow-gpu' : kind.peer
  const { script } = PEERS[key]
  return { name: kind.name, command: await ensurePeer(PEERS[key]), args: [script], env }
}
