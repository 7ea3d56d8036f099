// The real decoding thread on a disk where some files do harm to whoever opens them.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const HARM: [RegExp, (path: string) => void][] = [
  [/hang$/, () => hang()],
  [/once$/, (path) => hangOnce(`${path}.met`)],
  [/spin$/, () => spin()],
  [/exit$/, () => process.exit(3)],
  [/memory$/, () => hoard([])]
]

function hang(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

// As a machine does that has no time to spare now.
function hangOnce(mark: string): void {
  if (fs.existsSync(mark)) return
  fs.writeFileSync(mark, '')
  hang()
}

function spin(): never {
  for (;;);
}

// Until the thread has no more.
function hoard(memory: unknown[]): never {
  for (;;) memory.push(new Array(1e6).fill(0.5))
}

const { openSync } = fs
fs.openSync = (path, ...rest) => {
  for (const [name, harm] of HARM) if (name.test(String(path))) harm(String(path))
  return openSync(path, ...rest)
}
syncBuiltinESMExports()
await import('../../../src-main/workers/decoder.ts')
