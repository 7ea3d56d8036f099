import type { ToolName } from '../../state/navigation.svelte.ts'

/** One way to learn how data are distributed. */
export interface GenerativeModel {
  name: string
  density: string
  learns: string
  gains: string
  pays: string
  /** Where its idea lives in the studio. */
  here: string
  place?: ToolName | 'toys'
}

/** After the taxonomy of Goodfellow 2016 (arXiv:1701.00160, figure 9), with diffusion models added. */
export const GENERATIVE_MODELS: GenerativeModel[] = [
  {
    name: 'GAN',
    density: 'Implicit: it can be drawn from, and not be asked how likely a picture is.',
    learns: 'A game of two networks; the loss is itself learned.',
    gains: 'Sharp samples in one pass, small networks, a latent space to walk in.',
    pays: 'Training that may swing or collapse, modes that are left out, no figure to stop by.',
    here: 'All of it; the doctor and the metrics stand in for the figure that is missing.',
    place: 'toys'
  },
  {
    name: 'Variational autoencoder',
    density: 'Explicit, bounded from below.',
    learns: 'An encoder and a decoder raise the bound on the likelihood.',
    gains: 'Stable training, an encoder for free, every picture has its place.',
    pays: 'Soft samples, as the decoder answers with means.',
    here: 'Projection trains an encoder afterwards, on the model’s own samples.',
    place: 'projection'
  },
  {
    name: 'Autoregressive model',
    density: 'Explicit, exact.',
    learns: 'The likelihood of each pixel given those before it.',
    gains: 'Exact likelihoods, the best scores in them.',
    pays: 'One pass for each pixel: slow to draw, and no latent space.',
    here: 'The pyramid draws in steps too, from coarse to fine, but all pixels of a level at once.'
  },
  {
    name: 'Normalising flow',
    density: 'Explicit, exact, by a map that can be turned around.',
    learns: 'The likelihood by the change of variables.',
    gains: 'Exact likelihoods and exact places of pictures, in one pass.',
    pays: 'z as large as the picture, and networks that must be invertible.',
    here: 'The grid of z shows what a generator does to space; it may fold it, a flow may not.',
    place: 'toys'
  },
  {
    name: 'Diffusion model',
    density: 'Bounded from below, or implicit in its score.',
    learns: 'To take noise away, a little at a time.',
    gains: 'Quality and variety at once, steady training.',
    pays: 'Many passes a picture, larger networks, longer training.',
    here: 'Instance noise on both kinds of pictures borrows the idea for the discriminator.'
  },
  {
    name: 'Boltzmann machine',
    density: 'Explicit up to a constant, by a Markov chain.',
    learns: 'The likelihood with samples of the chain.',
    gains: 'The first deep models of images.',
    pays: 'Chains that hardly mix, at learning and at drawing.',
    here: 'What the first GAN was meant to do without.'
  }
]
