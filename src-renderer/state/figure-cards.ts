import type { SampleSetKind } from '../../src-main/contract/dataset-limits.ts'
import type { PresetId } from '../../src-main/contract/presets.ts'
import { COLLAPSE, CONVERGING, SILENCE, SMOOTHING, type Arrangement } from './arrangements.ts'
import type { RunFormDraft } from './run-form.svelte.ts'

/** A run that makes a figure anew, on a set that the studio draws. */
export interface FigureRun {
  set: { kind: SampleSetKind; size: 16 | 32 | 64; count: number }
  preset: PresetId
  changes: RunFormDraft['changes']
}

/** A figure of the literature that the studio reproduces. */
export interface FigureCard {
  id: string
  title: string
  /** Where it is from. */
  paper: string
  /** What it shows, in a sentence or two. */
  sentence: string
  /** A recorded result, see bench/results; live ones have toys. */
  picture?: { file: string; about: string; width: number; height: number }
  /** What was measured, and what it has to reach. */
  measured?: { words: string; value: string; mark: string; passed: boolean }[]
  /** Toys that show it live. */
  toys?: Arrangement
  run?: FigureRun
}

/** One entry a figure, in the order in which they were published. */
export const FIGURES: FigureCard[] = [
  {
    id: 'densities',
    title: 'Densities, and the best discriminator',
    paper: 'Goodfellow et al. 2014, arXiv:1406.2661, figure 1',
    sentence:
      'Data dotted, generated solid, discriminator dashed, and below the lines from z to x. The thin line is the best discriminator there is for these densities; where both agree it is ½.',
    toys: { target: 'mixture', toys: [CONVERGING] }
  },
  {
    id: 'silence',
    title: 'A loss that falls silent',
    paper: 'Goodfellow et al. 2014, arXiv:1406.2661, section 3',
    sentence:
      'The same two networks by two losses: where the discriminator is sure, minimax leaves the generator almost no gradient, and the non-saturating loss a strong one.',
    toys: SILENCE
  },
  {
    id: 'classes',
    title: 'A row for each class',
    paper: 'Mirza and Osindero 2014, arXiv:1411.1784, figure 2',
    sentence:
      'Both networks are told the class, so that any can be asked for; the same z stands in each column.',
    picture: {
      file: 'labels.png',
      about: 'Ten rows of generated digits, a class each',
      ...{ width: 271, height: 169 }
    },
    measured: [
      { words: 'the class that was asked for', value: '98.8 %', mark: '95 %', passed: true }
    ],
    run: {
      set: { kind: 'shapes', size: 32, count: 4_000 },
      preset: 'labels',
      changes: { label: 'shape', images: 100_000 }
    }
  },
  {
    id: 'samples',
    title: 'Pictures from convolutions',
    paper: 'Radford et al. 2015, arXiv:1511.06434, figure 3',
    sentence:
      'A DCGAN after 200,000 images of 995 photographs of objects on a turntable, about five minutes on four cores.',
    picture: {
      file: 'objects.png',
      about: 'A grid of a hundred generated objects',
      ...{ width: 649, height: 649 }
    },
    measured: [{ words: 'objects found again', value: '20 of 20', mark: '20 of 20', passed: true }],
    run: {
      set: { kind: 'avatars', size: 32, count: 4_000 },
      preset: 'dcgan',
      changes: { images: 200_000 }
    }
  },
  {
    id: 'found',
    title: 'Real pictures found in a model',
    paper: 'Zhu et al. 2016, arXiv:1609.03552, section 4.1',
    sentence:
      'Of each real picture an encoder guesses the z and a search refines it: the picture, the guess, what was found, and where they differ.',
    picture: {
      file: 'projection.png',
      about: 'Rows of real avatars with their guess, what was found, and the difference',
      ...{ width: 1038, height: 1038 }
    },
    measured: [
      { words: 'error of held-out pictures', value: '0.0054', mark: '0.0084', passed: true }
    ],
    run: {
      set: { kind: 'avatars', size: 32, count: 20_000 },
      preset: 'dcgan',
      changes: { images: 600_000 }
    }
  },
  {
    id: 'solids',
    title: 'Solids of voxels',
    paper: 'Wu et al. 2016, arXiv:1610.07584, figure 3',
    sentence: 'A row for each kind of solid that was asked for, drawn with light from above.',
    picture: {
      file: 'voxels.png',
      about: 'Eight rows of generated solids, a kind each',
      ...{ width: 779, height: 519 }
    },
    measured: [
      { words: 'the kind that was asked for', value: '100 %', mark: '85 %', passed: true },
      { words: 'as varied as real ones', value: '22 %', mark: '50 %', passed: false }
    ],
    run: {
      set: { kind: 'voxels', size: 16, count: 4_000 },
      preset: 'voxels',
      changes: { label: 'kind', images: 150_000 }
    }
  },
  {
    id: 'smoothing',
    title: 'Labels smoothed on one side',
    paper: 'Salimans et al. 2016, arXiv:1606.03498, section 3.4',
    sentence:
      'Smoothing the label of real points holds the discriminator back. Smoothed on the other side too, the best discriminator has a bump where generated points already are, and they are paid for staying.',
    toys: SMOOTHING
  },
  {
    id: 'collapse',
    title: 'A ring that collapses, and its cures',
    paper: 'Metz et al. 2016, arXiv:1611.02163, figure 2; Lin et al. 2018; Huang et al. 2025',
    sentence:
      'Eight Gaussians on a circle. The plain game hops between a few; looking ahead, judging four points at once, and comparing pairs under R1 and R2 each hold all of them.',
    toys: COLLAPSE
  }
]
