import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportLatents } from '../../../src-main/exports/export.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { runPython, SETUP_TIMEOUT_MS } from '../python.ts'
import { drawOurs, furthest, livelyModel, modelTask, spread } from './lively-model.ts'

const context = {
  draw: () => Promise.reject(),
  report: () => {},
  signal: new AbortController().signal
}

test.for([
  ['of colour', { emaImages: 0 }],
  ['of grey, by its average', { channels: 'grey', emaImages: 1_000, size: 32 }]
] as const)(
  'Python builds a generator %s from its safetensors alone, and draws the same pictures',
  { timeout: SETUP_TIMEOUT_MS },
  async ([, changes], { skip }) => {
    const model = await livelyModel(changes)
    const out = join(temporaryFolder(), 'model.safetensors')
    await exportLatents(modelTask(model, 'safetensors', out), context)
    const { latents, pictures } = drawOurs(model)
    const theirs = await runPython<{
      shape: number[]
      values: number[]
      names: string[]
      metadata: Record<string, string>
    }>(
      join(import.meta.dirname, 'safetensors_reference.py'),
      [out, JSON.stringify(latents.map((z) => Array.from(z)))],
      skip
    )
    const { size } = model.config
    expect(theirs.shape).toEqual([16, size, size, 'channels' in changes ? 1 : 3])
    expect(theirs.names).toContain('project/norm/running_mean')
    expect(theirs.metadata).toMatchObject({
      format: 'gan-atelier-generator-1',
      run_name: 'Gesichter · Öl',
      averaged: String('channels' in changes)
    })
    expect(spread(pictures)).toBeGreaterThan(0.1)
    expect(
      furthest(
        theirs.values,
        pictures.flatMap((picture) => Array.from(picture))
      )
    ).toBeLessThan(1e-4)
  }
)
