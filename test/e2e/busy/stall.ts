import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Stops the browser, all its processes, for so long: it reads nothing of what it is sent. */
export async function stalled(milliseconds: number): Promise<void> {
  const browser = browserProcesses()
  if (browser.length === 0) throw new Error('There is no browser to be stopped.')
  for (const id of browser) process.kill(id, 'SIGSTOP')
  try {
    await wait(milliseconds)
  } finally {
    for (const id of browser.reverse()) process.kill(id, 'SIGCONT')
  }
}

// Those of this process's own descendants.
function browserProcesses(): number[] {
  const found = new Set([process.pid])
  const browser: number[] = []
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
  for (const id of processes) {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
      // The fields after the name in brackets: state, parent.
      if (!found.has(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))) continue
      found.add(id)
      if (stat.slice(0, stat.lastIndexOf(')')).includes('chrom')) browser.push(id)
    } catch {
      // It ended while we looked.
    }
  }
  return browser
}
