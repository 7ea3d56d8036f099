import { join } from 'node:path'

/** A library that others train GANs with, as it is set up for comparison. */
export interface Peer {
  title: string
  /** The Python package whose version names the installation. */
  package: string
  requirements: string
  /** What is fetched and what it comes to on the disk. */
  bytes: number
  /** Its contestant. */
  script: string
}

const here = (name: string): string => join(import.meta.dirname, name)

const TENSORFLOW = { title: 'TensorFlow', script: here('tensorflow_peer.py') }

/** Every peer by library and device; PyTorch's one package serves both devices. */
export const PEERS = {
  torch: {
    title: 'PyTorch',
    package: 'torch',
    requirements: here('torch-requirements.txt'),
    bytes: 5_400_000_000,
    script: here('torch_peer.py')
  },
  torchvision: {
    title: 'torchvision',
    package: 'torchvision',
    requirements: here('torchvision-requirements.txt'),
    bytes: 5_450_000_000,
    script: here('import_peer.py')
  },
  tensorflow: {
    ...TENSORFLOW,
    package: 'tensorflow-cpu',
    requirements: here('tensorflow-requirements.txt'),
    bytes: 1_600_000_000
  },
  'tensorflow-gpu': {
    ...TENSORFLOW,
    package: 'tensorflow',
    requirements: here('tensorflow-gpu-requirements.txt'),
    bytes: 6_500_000_000
  }
} satisfies Record<string, Peer>

export type PeerName = keyof typeof PEERS
