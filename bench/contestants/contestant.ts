import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { StudioError } from '../../src-main/contract/errors.ts'
import type { Answers, Request } from './messages.ts'

/** A process that runs one variant of a step. */
export interface Contestant {
  name: string
  ask<K extends Request['do']>(request: Extract<Request, { do: K }>): Promise<Answers[K]>
  /** Resolves when the process has ended. */
  close(): Promise<void>
}

/** How a contestant's process is started. */
export interface ContestantCommand {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
}

// What a failed process said last is worth showing.
const KEPT_LINES = 12

/** Starts a contestant; an `ask` of one that has died throws `bench/contestant`. */
export function startContestant({ name, command, args, env }: ContestantCommand): Contestant {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe']
  })
  let said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    said = [...said, line].slice(-KEPT_LINES)
  })
  let waiting: { resolve(line: string): void; reject(error: Error): void } | undefined
  createInterface({ input: child.stdout }).on('line', (line) => {
    // Libraries greet on the same channel.
    if (line.startsWith('{')) waiting?.resolve(line)
  })
  let problem: StudioError | undefined
  const ended = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      problem ??= new StudioError(
        'bench/contestant',
        `The contestant "${name}" ended (${why}); it said:\n${said.join('\n')}`
      )
      waiting?.reject(problem)
      resolve()
    }
    child.on('error', (error) => end(error.message))
    child.on('close', (code) => end(`exit code ${code}`))
  })
  // A write to a process that has ended; its end is told by `ask`.
  child.stdin.on('error', () => undefined)
  return {
    name,
    async ask(request) {
      const line = await new Promise<string>((resolve, reject) => {
        if (problem) return reject(problem)
        waiting = { resolve, reject }
        child.stdin.write(`${JSON.stringify(request)}\n`)
      })
      waiting = undefined
      return JSON.parse(line) as never
    },
    async close() {
      child.stdin.end()
      await ended
    }
  }
}
