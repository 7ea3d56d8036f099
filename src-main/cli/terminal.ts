import { progressLine } from './progress.ts'

/** How a command speaks. */
export interface Terminal {
  json: boolean
  /** One object a line on standard output; only with `--json`. */
  record(fields: object): void
  /** Text on standard output; only without `--json`. */
  print(text: string): void
  /** The last word: an object or a text. */
  result(fields: object, text: string): void
  /** How far the work is: a bar on standard error. */
  progress(label: string, done: number, total: number, etaSeconds?: number): void
  /** A sentence on standard error. */
  note(text: string): void
}

/** What a terminal is made of, so that a test can read it. */
export interface Streams {
  out: { write(text: string): unknown }
  err: { write(text: string): unknown; isTTY?: boolean | undefined; columns?: number | undefined }
}

// A bar that is redrawn, or where output goes to a file a line now and then.
const REDRAW_MS = 100
const LINE_EVERY_MS = 15_000

/** Speaks to a person, or with `json` to a program. */
export function createTerminal({ out, err }: Streams, json: boolean): Terminal {
  let toldAt = 0
  let barIsDrawn = false
  const endBar = (): void => {
    if (barIsDrawn) err.write('\n')
    barIsDrawn = false
  }
  const terminal: Terminal = {
    json,
    record: (fields) => {
      if (json) out.write(`${JSON.stringify(fields)}\n`)
    },
    print: (text) => {
      endBar()
      if (!json) out.write(`${text}\n`)
    },
    result: (fields, text) => {
      terminal.record(fields)
      terminal.print(text)
    },
    progress: (label, done, total, etaSeconds) => {
      const now = Date.now()
      const ended = total > 0 && done >= total
      if (json || now - toldAt < (err.isTTY || ended ? REDRAW_MS : LINE_EVERY_MS)) return
      toldAt = now
      const line = progressLine(label, done, total, etaSeconds, err.columns ?? 80)
      if (!err.isTTY) return void err.write(`${line}\n`)
      // Back to the start of the line, and clear what a longer one has left there.
      err.write(`\r\u001b[2K${line}`)
      barIsDrawn = true
    },
    note: (text) => {
      endBar()
      err.write(`${text}\n`)
    }
  }
  return terminal
}
