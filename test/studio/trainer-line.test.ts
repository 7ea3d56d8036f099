import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PICTURE_SETTINGS } from '../../src-main/contract/engine-settings.ts'
import { createTrainerLine } from '../../src-main/studio/trainer-line.ts'
import { createEvents } from '../../src-main/studio/events.ts'
import { createCurrentProject, openProjectFolder } from '../../src-main/studio/project.ts'
import { createWaiting } from '../../src-main/studio/waiting.ts'
import { createRunBook } from '../../src-main/studio/run-book.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import { DATASET, REPORT, RUN } from '../store/samples.ts'
import { temporaryFolder } from '../temporary-folder.ts'

test('a run whose end cannot be written is told of and takes no studio with it', async () => {
  const current = createCurrentProject()
  const project = await openProjectFolder(join(temporaryFolder(), 'faces'), true)
  project.store.datasets.insert(DATASET, REPORT)
  project.store.runs.insert(RUN)
  current.set(project)
  const events = createEvents()
  const book = createRunBook(current, events)
  const told = new Promise<StudioEvent>((resolve) =>
    events.subscribe((event) => event.type === 'message' && resolve(event))
  )
  const line = createTrainerLine({
    current,
    book,
    events,
    recorder: { catchUp: () => {} },
    waiting: createWaiting(current, events),
    estimates: { measure: () => Promise.reject(new Error()), settled: () => Promise.resolve() },
    tuner: { settle: () => Promise.resolve({ settings: PICTURE_SETTINGS, choice: 'usual' }) },
    trainer: {
      // The store fails as on a full disk, and so does the training.
      use: () => {
        throw new Error('the disk is full')
      },
      useIn: () => {
        project.store.close()
        throw new Error('the disk is full')
      },
      close: () => {}
    }
  })
  line.enter(RUN.id)
  expect(await told).toMatchObject({
    level: 'problem',
    text: expect.stringMatching(
      /^The end of a run could not be written .*; free some space/
    ) as string
  })
  expect(line.active()).toBeUndefined()
})
