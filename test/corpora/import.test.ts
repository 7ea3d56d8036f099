import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { ImportSettingsSchema } from '../../src-main/contract/import-settings.ts'
import type { ImporterApi, ImporterEvents } from '../../src-main/contract/workers.ts'
import { connectWorker } from '../../src-main/rpc/worker.ts'
import { nodeSpawner } from '../../src-main/studio/spawn-node.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { makeCorpus } from './corpus.ts'
import { SIDE } from './entry.ts'

const ENTRY = fileURLToPath(new URL('../../src-main/workers/importer.ts', import.meta.url))

test('the importer takes every good file of the corpus and lists every bad one with its reason', async () => {
  const place = temporaryFolder()
  const source = join(place, 'in')
  const entries = Object.entries(await makeCorpus()).flatMap(([concern, made], folder) => {
    mkdirSync(join(source, `${folder} ${concern}`), { recursive: true })
    return made.map((entry) => ({ ...entry, file: `${folder} ${concern}/${entry.name}` }))
  })
  for (const { file, bytes } of entries) writeFileSync(join(source, file), bytes)

  const worker = nodeSpawner(() => ENTRY).spawn('importer')
  onTestFinished(() => worker.kill())
  const { api } = connectWorker<ImporterApi, ImporterEvents>(worker.port, { onProgress: () => {} })
  const { pictures, report } = await api.importSource({
    job: 'corpus',
    source,
    settings: ImportSettingsSchema.parse({ size: SIDE }),
    cacheFolder: join(place, 'cache')
  })

  const expectedOf = ({ expected }: (typeof entries)[number]) => expected
  const bad = entries.filter((entry) => 'reason' in expectedOf(entry))
  const reasons = new Map(report.rejected.map(({ file, reason }) => [file, reason]))
  const badFiles = bad.map(({ file }) => file)
  expect([...reasons].filter(([file]) => !badFiles.includes(file))).toEqual([])
  expect([...reasons.keys()].sort()).toEqual(bad.map(({ file }) => file).sort())
  for (const { file, expected } of bad) {
    if ('reason' in expected) expect(reasons.get(file)).toMatch(expected.reason)
  }
  expect(pictures).toBe(entries.length - bad.length)

  const noted = entries.flatMap(({ file, expected }) =>
    'note' in expected && expected.note !== undefined ? [{ file, reason: expected.note }] : []
  )
  expect(new Set(report.notes)).toEqual(new Set(noted))
})
