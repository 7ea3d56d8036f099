import { spawn, type ChildProcess } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const ROOT = resolve(import.meta.dirname, '../..')

/** A studio served on this machine, as `npm run serve` serves it. */
export interface ServedStudio {
  /** With its token. */
  url: string
  /** Process ids of its workers, by their entry's name. */
  workers(): Promise<Map<string, number>>
  close(): Promise<void>
}

/** Starts a studio for somebody whose home is `home`, where what it remembers is kept, perhaps with a project open. */
export async function serveStudio(home: string, project?: string): Promise<ServedStudio> {
  const open = project === undefined ? [] : ['--project', project]
  const child = spawn(process.execPath, [join(ROOT, 'out/main/serve.cjs'), ...open], {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  // A story that fails leaves without closing what it opened.
  process.once('exit', () => child.kill())
  const url = await firstLine(child)
  return {
    url,
    workers: () => workersOf(child.pid!),
    close: () =>
      new Promise((done) => {
        child.once('close', () => done())
        child.kill('SIGTERM')
      })
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    child.once('close', (code) =>
      fail(new Error(`The studio ended with ${code} before it served.`))
    )
    createInterface({ input: child.stdout! }).once('line', done)
  })
}

async function workersOf(parent: number): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = await readFile(`/proc/${name}/stat`, 'utf8')
      // The fields after the name in brackets: state, parent.
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== parent) continue
      const command = await readFile(`/proc/${name}/cmdline`, 'utf8')
      const entry = command.match(/out\/main\/(\w+)\.cjs/)?.[1]
      if (entry) found.set(entry, Number(name))
    } catch {
      // It ended while we looked.
    }
  }
  return found
}
