import { concat, reshape, transpose, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core'

/**
 * PacGAN (Lin et al. 2017, arXiv:1712.04086, section 2): `count` pictures that follow each other become
 * one of so many times the channels, [N,H,W,C] to [N/count,H,W,count C].
 */
export function pack(pictures: Tensor4D, count: number): Tensor4D {
  if (count === 1) return pictures
  const [batch, height, width, channels] = pictures.shape
  const packs: Tensor = reshape(pictures, [batch / count, count, height, width, channels])
  const turned = transpose(packs, [0, 2, 3, 1, 4])
  return reshape(turned, [batch / count, height, width, count * channels])
}

/** Each picture as a pack of itself, for whoever asks about single ones: [N,H,W,C] to [N,H,W,count C]. */
export function packAlone(pictures: Tensor4D, count: number): Tensor4D {
  return count === 1 ? pictures : concat(new Array<Tensor4D>(count).fill(pictures), 3)
}
