import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT, nodeBinary } from './paths.mjs'
import { runQuietly } from './processes.mjs'
import { megabytes, say } from './say.mjs'

const STALL_MS = 20_000
const POLL_MS = 500
// A failure is not tried again at every start.
const REMEMBER_MS = 12 * 3_600_000

/**
 * Where Electron is, or why it is not: its npm package holds no binary and fetches one from
 * elsewhere when it is first wanted.
 * @param {{ root?: string, retry?: boolean, stall?: number }} [options] `retry`: forget past failures.
 * @returns {Promise<{ binary: string } | { reason: string }>}
 */
export async function findElectron({ root = ROOT, retry = false, stall = STALL_MS } = {}) {
  const named = process.env.ATELIER_ELECTRON
  if (named) {
    if (existsSync(named)) return { binary: named }
    return { reason: `ATELIER_ELECTRON names ${named}, and there is no such file` }
  }
  const folder = join(root, 'node_modules/electron')
  const installed = installedElectron(folder)
  if (installed) return { binary: installed }
  const memory = join(root, '.cache/electron-failure.json')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const past = retry ? undefined : recall(memory, version)
  if (past) return { reason: past }
  const reason = await fetchElectron(root, folder, version, stall)
  const fetched = installedElectron(folder)
  if (fetched) {
    rmSync(memory, { force: true })
    return { binary: fetched }
  }
  remember(memory, { version, reason, time: Date.now() })
  return { reason }
}

function remember(file, failure) {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(failure))
  } catch {
    // A checkout of somebody else's; it is tried again next time.
  }
}

function installedElectron(folder) {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

function recall(file, version) {
  try {
    const past = JSON.parse(readFileSync(file, 'utf8'))
    const holds = past.version === version && Date.now() - past.time < REMEMBER_MS
    return holds ? past.reason : undefined
  } catch {
    return undefined
  }
}

/** @returns {Promise<string>} Why it did not work, where it did not. */
async function fetchElectron(root, folder, version, stall) {
  say(`Fetching Electron ${version} (about 120 MB, once) …`)
  const temporary = mkdtempSync(join(tmpdir(), 'atelier-electron-'))
  const abort = new AbortController()
  const stopWatching = watchForStall(temporary, stall, () => abort.abort())
  const { output } = await runQuietly(nodeBinary(root), ['install.js'], {
    cwd: folder,
    // The package downloads into the temporary folder, where its progress can be seen.
    env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary },
    signal: abort.signal
  })
  stopWatching()
  rmSync(temporary, { recursive: true, force: true })
  if (abort.signal.aborted) return `its download stood still for ${stall / 1000} seconds`
  const cause = /(?:Error|error): (.+)/.exec(output)?.[1]
  return `its download failed${cause ? ` (${cause.trim()})` : ''}`
}

/** Calls back when nothing has arrived below a folder for a while; a slow line may take its time. */
function watchForStall(folder, stall, onStall) {
  let bytes = 0
  let since = Date.now()
  const timer = setInterval(() => {
    const now = sizeOf(folder)
    if (now !== bytes) {
      bytes = now
      since = Date.now()
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K  ${megabytes(bytes)}\r`)
    } else if (Date.now() - since > stall) {
      onStall()
    }
  }, POLL_MS)
  return () => clearInterval(timer)
}

function sizeOf(folder) {
  let bytes = 0
  for (const path of readdirSync(folder, { recursive: true })) {
    bytes += statSync(join(folder, String(path)), { throwIfNoEntry: false })?.size ?? 0
  }
  return bytes
}
