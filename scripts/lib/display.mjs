import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupProblem } from './problem.mjs'
import { runQuietly } from './processes.mjs'

const START_MS = 15_000

/**
 * Opens a display in memory that only the given user may draw on; it closes with the user.
 * @param {import('./ordinary-user.mjs').OrdinaryUser} user
 * @param {{ width: number, height: number }} [size]
 * @returns {Promise<{ display: string, environment: NodeJS.ProcessEnv }>}
 */
export async function openDisplay(user, size = { width: 1440, height: 900 }) {
  const authority = join(user.home, '.Xauthority')
  const cookie = randomBytes(16).toString('hex')
  // The server reads any cookie of its file, whatever display it is filed under.
  await addCookie(user, authority, ':0', cookie)
  const server = user.spawn(
    'Xvfb',
    [
      // It picks a free number by itself and writes it to this descriptor.
      ...['-displayfd', '3', '-auth', authority, '-nolisten', 'tcp'],
      ...['-screen', '0', `${size.width}x${size.height}x24`]
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] }
  )
  const display = `:${await readDisplay(server)}`
  await addCookie(user, authority, display, cookie)
  return { display, environment: { ...user.environment, DISPLAY: display, XAUTHORITY: authority } }
}

async function addCookie(user, authority, display, cookie) {
  writeFileSync(authority, '', { flag: 'a', mode: 0o600 })
  user.own(authority)
  const add = user.command('xauth', ['-q', '-f', authority, 'add', display, '.', cookie])
  const { code, output } = await runQuietly(...add, { env: user.environment })
  if (code !== 0) throw new SetupProblem('test/display', 'xauth could not write its file.', output)
}

/** @param {import('node:child_process').ChildProcess} server */
function readDisplay(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = () =>
      reject(new SetupProblem('test/display', 'Xvfb did not open a display.', said))
    const timer = setTimeout(fail, START_MS)
    server.stderr?.on('data', (chunk) => (said += chunk))
    server.once('close', fail)
    server.stdio[3]?.once('data', (chunk) => {
      clearTimeout(timer)
      server.off('close', fail)
      resolve(String(chunk).trim())
    })
  })
}
