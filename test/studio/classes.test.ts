import { expect, test } from 'vitest'
import { join } from 'node:path'
import { testStudio, untilJob, untilRun } from './studio.ts'

const TINY = {
  ...{ batch: 8, latent: 4, generatorFilters: 4, discriminatorFilters: 4 },
  ...{ images: 64, snapshotEvery: 64, threads: 1, evaluate: false }
}

test(
  'a run learns the classes of its data set’s label, and draws the one that is asked for: all by the real workers',
  { timeout: 120_000 },
  async () => {
    const given = testStudio({ workers: new URL('../../src-main/workers', import.meta.url) })
    const { api, folder } = given
    await api.createProject({ path: join(folder, 'project') })
    const job = await api.createSampleSet({
      name: 'Shapes',
      ...{ kind: 'shapes', size: 16, count: 60, seed: 1 }
    })
    const dataset = (await untilJob(given, job.id)).dataset!
    const start = (changes: object) =>
      api.startRun({ dataset, preset: 'labels', changes: { ...TINY, ...changes } })

    // The label that the preset goes by is that of folders.
    await expect(start({})).rejects.toMatchObject({
      code: 'config/label',
      message: expect.stringMatching(
        /^"label" is label, but the pictures of “.+” have .*shape.*; choose one of these\.$/
      ) as string
    })

    const run = await start({ label: 'shape' })
    const { attributes } = await api.getDatasetFacts({ dataset })
    const shapes = attributes.find(({ attribute }) => attribute === 'shape')!
    const names = shapes.values.map(({ value }) => value).sort()
    expect(run.config.classes.split('\n')).toEqual(names)
    await untilRun(given, run.id, 'finished')

    const model = { run: run.id }
    const space = await api.getLatentSpace(model)
    expect([space.dimensions, space.classes]).toEqual([4, { label: 'shape', names }])
    const drawn = await api.drawLatents({ ...model, seed: 3, count: 5, class: names[1]! })
    expect(drawn.map((place) => place.slice(4))).toEqual(
      drawn.map(() => names.map((_, at) => (at === 1 ? 1 : 0)))
    )
    await expect(
      api.drawLatents({ ...model, seed: 3, count: 1, class: `${names[0]!}x` })
    ).rejects.toMatchObject({
      code: 'latent/class',
      message: `“${run.name}” knows no class "${names[0]!}x" of shape; the nearest is "${names[0]!}".`
    })

    // A fork keeps its classes; by another label it would be another network.
    const { images } = (await api.getCheckpoints(model)).at(-1)!
    const fork = await api.forkRun({ ...model, images, changes: { images: 128 } })
    expect(fork.config.classes).toBe(run.config.classes)
    await expect(
      api.forkRun({ ...model, images, changes: { label: 'colour' } })
    ).rejects.toMatchObject({ message: expect.stringContaining('"classes"') as string })
    await untilRun(given, fork.id, 'finished')
  }
)
