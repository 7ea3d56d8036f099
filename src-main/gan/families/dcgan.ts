import { createDiscriminator, createGenerator, trunkShapes } from './dcgan-networks.ts'
import type { Networks } from './networks.ts'

/** DCGAN (Radford et al. 2015, arXiv:1511.06434). */
export const dcgan: Networks = {
  createGenerator,
  createDiscriminator,
  featureShapes: trunkShapes
}
