// The real trainer, in which a batch of more than 16 ends as native code does that finds no memory.
import { writeSync } from 'node:fs'

const MOST = 16

interface Call {
  m?: string
  a?: { config?: { batch: number } }[]
}
process.on('message', ({ m, a: [task] = [] }: Call) => {
  if ((m !== 'train' && m !== 'trial') || !task?.config || task.config.batch <= MOST) return
  writeSync(2, "terminate called after throwing an instance of 'std::bad_alloc'\n")
  process.abort()
})
await import('../../../src-main/workers/trainer.ts')
