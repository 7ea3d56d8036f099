import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import type { AnalystEvents, StudiedModel } from '../../../src-main/contract/analyst.ts'
import type { RunConfig } from '../../../src-main/contract/run-config.ts'
import { createRandom, STREAMS } from '../../../src-main/engine/random.ts'
import { drawLatents, drawPictures } from '../../../src-main/gan/pictures.ts'
import { createGeneratorShelf } from '../../../src-main/latent/model.ts'
import { projectPicture } from '../../../src-main/latent/projection/project.ts'
import { createProjectorShelf } from '../../../src-main/latent/projection/shelf.ts'
import { livelyModel } from '../../exports/models/lively-model.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

type Projected = Parameters<AnalystEvents['onProjection']>[0]

const LEARNING = 60

async function studied(changes: Partial<RunConfig> = {}): Promise<StudiedModel> {
  const model = await livelyModel({ latentDistribution: 'normal', ...changes })
  const folder = join(temporaryFolder(), 'learned')
  return { ...model, sha256: 'ab'.repeat(32), folder, cacheFolder: '/nowhere', excluded: [] }
}

/** A picture that the model itself draws, as PNG. */
async function ownSample({ config, file }: StudiedModel): Promise<Uint8Array> {
  const shelf = createGeneratorShelf()
  const [z] = drawLatents(config, createRandom(4, STREAMS.samples), 1)
  const [picture] = drawPictures(shelf.load(file).graph, [z!])
  shelf.dispose()
  const channels = config.channels === 'grey' ? 1 : 3
  return sharp(picture, { raw: { width: config.size, height: config.size, channels } })
    .png()
    .toBuffer()
}

function setup(onReport = (_: AbortController): void => undefined) {
  const controller = new AbortController()
  const shelf = createProjectorShelf(LEARNING)
  onTestFinished(shelf.dispose)
  const told: Projected[] = []
  const progress: [number, number][] = []
  const context = {
    shelf,
    signal: controller.signal,
    report: (done: number, total: number) => {
      progress.push([done, total])
      onReport(controller)
    },
    onProjection: (event: Projected) => void told.push(event)
  }
  const project = (model: StudiedModel, file: Uint8Array) =>
    projectPicture({ job: 'j', model, file, name: 'a.png' }, context)
  return { project, told, progress, shelf }
}

test.each([
  ['of colours', {}],
  ['of grey', { channels: 'grey' }],
  ['drawn evenly', { latentDistribution: 'uniform' }]
] as const)('a model %s finds its own sample back', async (_, changes) => {
  const model = await studied(changes)
  const { project, told, progress } = setup()
  const found = await project(model, await ownSample(model))
  expect(found.error).toBeLessThan(0.002)
  expect(found.error).toBeLessThan(found.guessError)
  expect(found.featureError).toBeLessThan(0.1)
  if (model.config.latentDistribution === 'uniform') {
    expect(Math.max(...[...found.z, ...found.guess].map(Math.abs))).toBeLessThanOrEqual(1)
  }

  // The guess comes first, with the target; what comes last is what is given.
  expect(told[0]).toEqual({
    job: 'j',
    step: 0,
    steps: 230,
    z: found.guess,
    error: found.guessError,
    target: found.target
  })
  expect(told.slice(1).every(({ target }) => target === undefined)).toBe(true)
  expect(told.at(-1)).toMatchObject({ step: 230, z: found.z, error: found.error })
  const errors = told.map(({ step }) => step)
  expect(errors).toEqual([...errors].sort((a, b) => a - b))
  const [done, total] = progress.at(-1)!
  expect(done).toBeCloseTo(total, 6)
})

test('the encoder is learned once, kept whole, and learned again where its file is damaged', async () => {
  const model = await studied()
  const file = await ownSample(model)
  const first = setup()
  const found = await first.project(model, file)
  const [kept] = readdirSync(model.folder)
  expect(kept).toBe('encoder-abababababababab.safetensors')
  const learned = ({ progress }: ReturnType<typeof setup>): number =>
    progress.filter(([done]) => done > 0 && done <= LEARNING && Number.isInteger(done)).length
  expect(learned(first)).toBeGreaterThanOrEqual(LEARNING)

  // By another process, as it were: the guess is the same, bit for bit.
  const second = setup()
  expect((await second.project(model, file)).guess).toEqual(found.guess)
  expect(second.progress.length).toBeLessThan(first.progress.length - LEARNING / 2)

  writeFileSync(join(model.folder, kept!), 'no encoder')
  const third = setup()
  expect((await third.project(model, file)).guess).toEqual(found.guess)
  expect(learned(third)).toBeGreaterThanOrEqual(LEARNING)
})

test('cancelled while it learns, nothing is kept', async () => {
  const model = await studied()
  const { project } = setup((controller) => controller.abort())
  await expect(project(model, await ownSample(model))).rejects.toMatchObject({
    code: 'job/cancelled'
  })
  expect(existsSync(model.folder)).toBe(false)
})

test('a checkpoint that is gone, and a file that is no picture, are a sentence each', async () => {
  const model = await studied()
  const { project } = setup()
  await expect(project(model, Buffer.from('<html></html>'))).rejects.toMatchObject({
    code: 'picture/unusable'
  })
  const file = await ownSample(model)
  rmSync(model.file)
  await expect(project(model, file)).rejects.toMatchObject({ code: 'checkpoint/unreadable' })
})
