import { createInterface } from 'node:readline'
import { ones, slice, matMul, tidy } from '@tensorflow/tfjs-core'
import { startEngine } from '../../src-main/engine/tensorflow.ts'
import { FIRST_STEPS, type Answers, type Losses, type Request } from './messages.ts'

type LoadRequest = Extract<Request, { do: 'load' }>

/** Makes the step of a case, which runs batch after batch and returns its (first) losses. */
export type Loader = (request: LoadRequest) => Promise<() => Losses>

/** The loop of a contestant in Node: JSON lines in, JSON lines out. */
export async function serve(load: Loader): Promise<void> {
  let step: (() => Losses) | undefined
  let inARow = 1
  const answers: { [K in Request['do']]: (request: never) => Promise<Answers[K]> } = {
    async load(request: LoadRequest) {
      const { device, threads, version } = await startEngine(request.variant.device)
      step = await load(request)
      inARow = request.settings.inARow ?? 1
      return { losses: Array.from({ length: FIRST_STEPS }, step), version, threads, device }
    },
    async steps({ count }: { count: number }) {
      return { ms: Array.from({ length: count }, () => timed(step!) / inARow) }
    },
    async multiply({ side, count }: { side: number; count: number }) {
      return { ms: multiply(side, count) }
    }
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request
    console.log(JSON.stringify(await answers[request.do](request as never)))
  }
}

function multiply(side: number, count: number): number[] {
  return tidy(() => {
    const square = ones([side, side])
    // Reading one number back waits for the product.
    const product = (): void =>
      tidy(() => void slice(matMul(square, square), [0, 0], [1, 1]).dataSync())
    product()
    return Array.from({ length: count }, () => timed(product))
  })
}

function timed(work: () => unknown): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}
