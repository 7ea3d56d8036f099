const BAR_WIDTH = 24
const REDRAW_MS = 200
// Without a terminal a log gets a line now and then instead of a bar that redraws itself.
const LOG_MS = 5_000

/**
 * One line for people. On stderr, so that `atelier … --json` keeps stdout to itself.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 100) return `${Math.round(seconds)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/**
 * The text of a progress bar: share, amounts and the time left at the speed so far.
 * @param {string} title
 * @param {number} done Bytes.
 * @param {number} total Bytes.
 * @param {number} elapsed Milliseconds since `done` was 0.
 */
export function progressText(title, done, total, elapsed) {
  const share = Math.min(1, done / total)
  const filled = Math.round(share * BAR_WIDTH)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  const percent = `${Math.floor(share * 100)}`.padStart(3)
  // Below a hundredth the speed is still a guess.
  const left = share < 0.01 ? '' : `, ${duration((elapsed * (1 - share)) / share)} left`
  return `${title} ${bar} ${percent} %  ${megabytes(done)} of ${megabytes(total)}${left}`
}

/**
 * A bar on a terminal, a line every few seconds in a log.
 * @param {string} title
 * @param {number} total Bytes.
 */
export function startProgress(title, total) {
  const started = Date.now()
  const live = Boolean(process.stderr.isTTY)
  let lastShown = live ? 0 : started
  return {
    /** @param {number} done */
    update(done) {
      const now = Date.now()
      if (now - lastShown < (live ? REDRAW_MS : LOG_MS)) return
      lastShown = now
      const text = progressText(title, done, total, now - started)
      process.stderr.write(live ? `\r\x1b[K${text}` : `${text}\n`)
    },
    finish(done = total) {
      const text = `${title}: ${megabytes(done)} in ${duration(Date.now() - started)}`
      process.stderr.write(live ? `\r\x1b[K${text}\n` : `${text}\n`)
    },
    fail() {
      if (live) process.stderr.write('\n')
    }
  }
}
