import { createBreather } from '../breathe.ts'
import type { Decoded, Unusable } from '../decoded.ts'
import type { Found } from '../found.ts'
import type { Earlier } from './earlier.ts'

/** Decodes files and gives the results in the order of the files. */
export type Decode = (found: Iterable<Found>) => AsyncIterable<{ result: Decoded | Unusable }>

/** What a file became. */
export interface Outcome {
  item: Found
  result: Decoded | Unusable
  /** Whether that was known from an earlier import. */
  isKnown: boolean
}

/** What each file became, in their order: taken over where it is known, else decoded. */
export async function* decodeUnknown(
  found: readonly Found[],
  earlier: Earlier | undefined,
  decode: Decode,
  signal: AbortSignal | undefined
): AsyncIterable<Outcome> {
  const known = found.map((item) => earlier?.knows(item) ?? false)
  const decoded = decode(found.filter((_, index) => !known[index]))[Symbol.asyncIterator]()
  const breathe = createBreather(signal)
  try {
    for (const [index, item] of found.entries()) {
      await breathe()
      if (known[index]) {
        yield { item, result: earlier!.take(item), isKnown: true }
        continue
      }
      const next = await decoded.next()
      if (next.done) throw new RangeError(`${item.file} was not decoded.`)
      yield { item, result: next.value.result, isKnown: false }
    }
  } finally {
    await decoded.return?.()
  }
}
