import type { Networks } from './networks.ts'
import { createDiscriminator, createGenerator, featureShapes } from './residual-networks.ts'

/** Residual networks without normalisation (Huang et al. 2025, R3GAN, arXiv:2501.05441), scaled down. */
export const residual: Networks = { createGenerator, createDiscriminator, featureShapes }
