// The real trainer. Where KILLED_MS is set, it kills itself so many milliseconds after its first checkpoint:
// steps have gone by since, and no message comes too late for a run that is quickly done.
const { KILLED_MS } = process.env
const send = process.send?.bind(process) as ((...message: unknown[]) => boolean) | undefined

if (KILLED_MS !== undefined && send) {
  process.send = (...message: unknown[]) => {
    if (JSON.stringify(message[0]).includes('onCheckpoint')) {
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(KILLED_MS))
    }
    return send(...message)
  }
}
await import('../../../src-main/workers/trainer.ts')

export {}
