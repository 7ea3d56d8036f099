import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeReadableFolder } from './paths.mjs'
import { cleanUpWhenEnded } from './processes.mjs'
import { say } from './say.mjs'

const POLL_MS = 300
// Long enough that two who found the same dead owner have both written before either looks again.
const SETTLE_MS = 200
// A set-up on a slow line is through by then.
const FOREIGN_LOCK_MS = 60 * 60_000

/**
 * Does the work while no other process does work under the same lock file. The lock of a process
 * that was killed is taken over.
 * @template T
 * @param {string} file
 * @param {string} purpose Completes "Another process (pid) is …".
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, purpose, work) {
  makeReadableFolder(dirname(file))
  const release = await takeLock(file, purpose)
  const ended = cleanUpWhenEnded(release)
  try {
    return await work()
  } finally {
    ended()
    release()
  }
}

/**
 * @param {string} file
 * @param {string} purpose
 */
async function takeLock(file, purpose) {
  const mine = {
    pid: process.pid,
    started: startOf(process.pid),
    host: hostname(),
    taken: Date.now(),
    id: randomUUID()
  }
  const draft = `${file}.${mine.id}`
  writeFileSync(draft, JSON.stringify(mine))
  let told = false
  try {
    while (!(await tryLock(file, draft, mine))) {
      if (!told)
        say(
          `Another process (${readLock(file)?.pid ?? 'just ended'}) is ${purpose}; waiting for it.`
        )
      told = true
      await sleep(POLL_MS)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (readLock(file)?.id === mine.id) rmSync(file, { force: true })
  }
}

async function tryLock(file, draft, mine) {
  try {
    // A link either makes the name or finds it taken, in one step, with its content already there.
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const owner = readLock(file)
  if (owner && isAlive(owner)) return false
  const copy = `${draft}.takeover`
  writeFileSync(copy, JSON.stringify(mine))
  renameSync(copy, file)
  await sleep(SETTLE_MS)
  // Whoever wrote last owns it.
  return readLock(file)?.id === mine.id
}

/** @returns {{ pid: number, started: string, host: string, taken: number, id: string } | undefined} */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** @param {{ pid: number, started: string, host: string, taken: number }} owner */
function isAlive(owner) {
  // Another machine's or container's processes cannot be seen from here; its lock ages instead.
  if (owner.host !== hostname()) return Date.now() - owner.taken < FOREIGN_LOCK_MS
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if (error.code === 'ESRCH') return false
  }
  return startOf(owner.pid) === owner.started
}

/** When a process started, in clock ticks since boot: tells a reused process id from its first owner. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command's name, in parentheses, may hold spaces; field 22 counts from before it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
