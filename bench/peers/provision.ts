import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../scripts/lib/lock.mjs'
import { fetchProblem } from '../../scripts/lib/network.mjs'
import { cacheFolder } from '../../scripts/lib/paths.mjs'
import { checkDiskSpace, findPython } from '../../scripts/lib/prerequisites.mjs'
import { runQuietly } from '../../scripts/lib/processes.mjs'
import { duration, megabytes, say } from '../../scripts/lib/say.mjs'
import type { Peer } from './peers.ts'

/**
 * The Python of a peer's own virtual environment in the user's cache folder, set up where it is not
 * there yet; whole or not at all. Throws `SetupProblem`.
 */
export async function ensurePeer(peer: Peer): Promise<string> {
  const version = versionOf(readFileSync(peer.requirements, 'utf8'), peer.package)
  const name = `${peer.package}-${version}`
  const peers = join(cacheFolder(), 'peers')
  const folder = join(peers, name)
  if (!existsSync(folder)) {
    await withLock(join(peers, `.${name}.lock`), `setting up ${name}`, async () => {
      if (!existsSync(folder)) await install(peer, peers, name)
    })
  }
  return pythonIn(folder)
}

/** The pinned version of a package in a requirements file's text. */
export function versionOf(requirements: string, name: string): string {
  const line = requirements.split('\n').find((text) => text.split(/[[=]/)[0] === name)
  const version = line?.split('==')[1]?.trim()
  if (!version) throw new Error(`The requirements pin no version of ${name}.`)
  return version
}

const pythonIn = (folder: string): string =>
  join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']))

// Works beside the place and moves it there at the end: a virtual environment's Python finds its
// packages wherever it stands.
async function install(peer: Peer, peers: string, name: string): Promise<void> {
  for (const left of readdirSync(peers)) {
    if (left.startsWith(`.${name}-`)) rmSync(join(peers, left), { recursive: true, maxRetries: 5 })
  }
  const python = await findPython()
  await checkDiskSpace(peers, peer.bytes, `${peer.title} for comparison`)
  say(
    `Setting up ${peer.title} (${name}) for comparison, once: ${megabytes(peer.bytes)} on the disk, some minutes on a fast line.`
  )
  const startedAt = Date.now()
  const work = join(peers, `.${name}-${randomUUID()}`)
  const [temporary, tree] = [join(work, 'temporary'), join(work, 'tree')]
  mkdirSync(temporary, { recursive: true })
  try {
    const makeTree = ['-m', 'venv', tree]
    await run(
      `make a virtual environment for ${peer.title}`,
      python,
      makeTree,
      `${python} -m venv x`
    )
    const options = ['--disable-pip-version-check', '--no-compile', '--progress-bar', 'off']
    const pip = ['-m', 'pip', 'install', ...options, '-r', peer.requirements]
    const byHand = `${python} -m pip download --no-deps -r ${peer.requirements}`
    const env = { ...process.env, TMPDIR: temporary }
    await run(`install ${peer.title}`, pythonIn(tree), pip, byHand, env)
    renameSync(tree, join(peers, name))
    say(`${peer.title} is ready in ${duration(Date.now() - startedAt)}, in ${join(peers, name)}.`)
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function run(
  what: string,
  command: string,
  args: string[],
  byHand: string,
  env: NodeJS.ProcessEnv = process.env
): Promise<void> {
  const { code, output } = await runQuietly(command, args, { env })
  if (code !== 0) throw fetchProblem(what, output, byHand)
}
