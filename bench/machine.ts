import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'

/** The machine in a few words, without its name. */
export function describeMachine(): string {
  const { model } = cpus()[0] ?? { model: 'unknown processor' }
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} x ${model.trim()}, ${memory} GiB, ${process.platform} ${release()}, ${gpu()}`
}

function gpu(): string {
  try {
    const query = ['--query-gpu=name,driver_version', '--format=csv,noheader']
    return execFileSync('nvidia-smi', query, { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return 'no GPU'
  }
}
