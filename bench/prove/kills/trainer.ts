// The real trainer, which first says who it is, so that it can be killed. Where KILL_AT names a moment of writing
// a checkpoint, it kills itself there, in the second one that it writes.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { TRAINER_PID_FILE, KILL_AT } = process.env
if (TRAINER_PID_FILE !== undefined) fs.writeFileSync(TRAINER_PID_FILE, String(process.pid))
if (KILL_AT !== undefined) armAt(KILL_AT)
await import('../../../src-main/workers/trainer.ts')

function armAt(moment: string): void {
  const { openSync, writeSync, fsyncSync, renameSync } = fs
  let opened = 0
  let written = 0
  let armed: number | undefined
  const dieAt = (name: string): void => {
    if (armed !== undefined && name === moment) process.kill(process.pid, 'SIGKILL')
  }
  fs.openSync = (path, ...rest) => {
    const handle = openSync(path, ...rest)
    if (String(path).endsWith('.safetensors.part') && ++opened === 2) armed = handle
    dieAt('opened')
    return handle
  }
  // Half of what is to be written is there when it dies.
  fs.writeSync = ((handle: number, bytes: Uint8Array) => {
    if (handle !== armed) return writeSync(handle, bytes)
    const count = writeSync(handle, bytes.subarray(0, bytes.length >> 1))
    dieAt(`write-${++written}`)
    return count + writeSync(handle, bytes.subarray(count))
  }) as typeof fs.writeSync
  fs.fsyncSync = (handle) => {
    if (handle === armed) dieAt('written')
    fsyncSync(handle)
    if (handle === armed) dieAt('on-disk')
  }
  fs.renameSync = (from, to) => {
    renameSync(from, to)
    dieAt('renamed')
  }
  syncBuiltinESMExports()
}
