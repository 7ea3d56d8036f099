import { SetupProblem } from './problem.mjs'

/** What npm, pip and apt print when the network is at fault, and what a disk that filled up prints. */
const SIGNS = [
  {
    code: 'setup/disk-full',
    pattern: /ENOSPC|No space left on device/i,
    advice: 'the disk is full; make room and start again'
  },
  {
    code: 'setup/network',
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EIDLETIMEOUT|network|Temporary failure|Name or service not known|NewConnectionError|ConnectTimeout|Read timed out|Could not resolve|Failed to fetch/i,
    advice:
      'the package index could not be reached; check the connection, and behind a proxy set HTTPS_PROXY, then start again'
  },
  {
    code: 'setup/wrong-hash',
    pattern: /DO NOT MATCH THE HASHES|EINTEGRITY/i,
    advice: 'the file that arrived is not the one expected and was thrown away; start again'
  }
]

/**
 * Names the cause of a failed fetch as far as its output tells.
 * @param {string} what Completes "Could not …".
 * @param {string} output
 * @param {string} command What to run by hand to see more.
 */
export function fetchProblem(what, output, command) {
  const sign = SIGNS.find(({ pattern }) => pattern.test(output))
  const detail = lastLines(output)
  if (sign) return new SetupProblem(sign.code, `Could not ${what}: ${sign.advice}.`, detail)
  return new SetupProblem(
    'setup/fetch',
    `Could not ${what}; to see why, run: ${command}, and then start again.`,
    detail
  )
}

const DETAIL_LINES = 15

/** @param {string} output */
export function lastLines(output) {
  return output.trimEnd().split('\n').slice(-DETAIL_LINES).join('\n')
}
