import type { StudioApi } from '../contract/api.ts'

/** One latent vector a seed, each the first that `sample --seed` would draw. */
export async function drawSeeds(
  api: StudioApi,
  model: { run: string; checkpoint?: number },
  seeds: number[]
): Promise<number[][]> {
  const latents: number[][] = []
  for (const seed of seeds) latents.push(...(await api.drawLatents({ ...model, seed, count: 1 })))
  return latents
}
