// A studio of its own process that trains the run of a project until it is killed, and says how far it is, a line
// of JSON each: the trainer's process id, seconds trained, and that the run was interrupted. It then ends.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createStudio } from '../../../src-main/studio/create.ts'
import { nodeSpawner } from '../../../src-main/studio/spawn-node.ts'

const [project = '', changes = '{}'] = process.argv.slice(2)
const WORKERS = join(import.meta.dirname, '../../../src-main/workers')
const pidFile = `${project}.pid`
process.env['TRAINER_PID_FILE'] = pidFile
const studio = createStudio({
  version: 'killed',
  shell: { kind: 'served', folderDialog: false, droppedPaths: false, revealFiles: false },
  spawner: nodeSpawner((kind) =>
    join(kind === 'trainer' ? import.meta.dirname : WORKERS, `${kind}.ts`)
  ),
  folders: { config: `${project}.config`, temporary: join(project, '..') }
})
const { api } = studio
const say = (told: object): void => void process.stdout.write(`${JSON.stringify(told)}\n`)

let begun = false
studio.subscribe((event) => {
  if (event.type === 'metrics') say({ seconds: event.rows.at(-1)!.seconds })
  if (event.type === 'checkpoint') say({ saved: event.checkpoint.images })
  if (event.type === 'run' && event.run.state === 'running' && !begun) {
    begun = true
    say({ trainer: Number(readFileSync(pidFile, 'utf8')) })
  }
  // Before it is what was left by the kill before.
  if (begun && event.type === 'run' && event.run.state === 'interrupted') say({ interrupted: true })
})
if (existsSync(project)) {
  await api.openProject({ path: project })
  const { runs } = await api.getState({})
  await api.resumeRun({ run: runs[0]!.id })
} else {
  await api.createProject({ path: project })
  const set = { kind: 'avatars', size: 16, count: 64, seed: 1, name: 'Faces' } as const
  await api.createSampleSet(set)
  studio.subscribe((event) => {
    if (event.type !== 'job' || event.job.state !== 'done') return
    const dataset = event.job.dataset!
    void api.startRun({
      dataset,
      preset: 'dcgan',
      changes: JSON.parse(changes) as Record<string, number>
    })
  })
}
