// The real decoding thread on a disk where some files do harm to whoever opens them.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const HARM: [RegExp, () => void][] = [
  [/hang$/, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)],
  [/spin$/, () => spin()],
  [/exit$/, () => process.exit(3)],
  [/memory$/, () => hoard([])]
]

function spin(): never {
  for (;;);
}

// Until the thread has no more.
function hoard(memory: unknown[]): never {
  for (;;) memory.push(new Array(1e6).fill(0.5))
}

const { openSync } = fs
fs.openSync = (path, ...rest) => {
  for (const [name, harm] of HARM) if (name.test(String(path))) harm()
  return openSync(path, ...rest)
}
syncBuiltinESMExports()
await import('../../../src-main/workers/decoder.ts')
