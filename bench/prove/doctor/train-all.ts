import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { CACHE, readJson } from './data.ts'
import type { ExamRun, RunTask } from './one-run.ts'

const PROGRAM = join(import.meta.dirname, 'one-run.ts')

/** Trains runs in processes of their own, as many at once as there are cores; those that are kept are not trained again. */
export async function trainAll(
  tasks: readonly RunTask[],
  say: (line: string) => void
): Promise<ExamRun[]> {
  const kept = join(CACHE, 'kept')
  mkdirSync(kept, { recursive: true })
  const fileOf = ({ plan }: RunTask): string => join(kept, `${plan.id}.json`)
  const left = tasks.filter((task) => !existsSync(fileOf(task)))
  const total = left.length
  const failures: string[] = []
  const worker = async (): Promise<void> => {
    for (let task = left.shift(); task; task = left.shift()) {
      const [told, part] = [`${fileOf(task)}.task`, `${fileOf(task)}.part`]
      writeFileSync(told, JSON.stringify(task))
      const failure = await runProgram(told, part)
      rmSync(told)
      if (failure === undefined) renameSync(part, fileOf(task))
      else failures.push(`${task.plan.id}: ${failure}`)
      say(`${task.plan.id}, ${left.length} of ${total} left`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  if (failures.length > 0) throw new Error(`Runs of the exam failed.\n${failures.join('\n')}`)
  return tasks.map((task) => readJson<ExamRun>(fileOf(task)))
}

// Why it failed, undefined where it did not.
function runProgram(task: string, out: string): Promise<string | undefined> {
  const child = spawn(process.execPath, [PROGRAM, task, out], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' }
  })
  let errors = ''
  child.stderr.on('data', (text) => (errors += String(text)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0 ? undefined : errors.slice(-2000)))
  })
}
