// Imports a folder into a project with the real importer, and tells how far it is: the importer's
// process id when it has begun to decode, and the data set in the end.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ImportSettingsSchema } from '../../../src-main/contract/import-settings.ts'
import { createStudio } from '../../../src-main/studio/create.ts'
import { nodeSpawner } from '../../../src-main/studio/spawn-node.ts'

const [project = '', pictures = ''] = process.argv.slice(2)
const pidFile = `${project}.pid`
process.env['IMPORTER_PID_FILE'] = pidFile
const studio = createStudio({
  version: 'killed',
  shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
  spawner: nodeSpawner((kind) => join(import.meta.dirname, `${kind}.ts`)),
  folders: { config: join(project, '../config') }
})
await studio.api.createProject({ path: project })
let begunAt = 0
studio.subscribe((event) => {
  if (event.type !== 'job') return
  const { state, total } = event.job
  if (begunAt === 0 && total > 0) {
    begunAt = performance.now()
    say(`importer ${readFileSync(pidFile, 'utf8')}`)
  }
  if (state === 'working') return
  const milliseconds = performance.now() - begunAt
  void tell(milliseconds).then(() => studio.close())
})

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function tell(milliseconds: number): Promise<void> {
  const { datasets } = await studio.api.getState({})
  say(`done ${JSON.stringify({ hash: datasets.at(-1)?.hash, milliseconds })}`)
}

await studio.api.startImport({
  source: { path: pictures },
  settings: ImportSettingsSchema.parse({ size: 64 }),
  review: false
})
