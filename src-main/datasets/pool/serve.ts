import type { MessagePort } from 'node:worker_threads'
import type { ImportSettings } from '../../contract/import-settings.ts'
import { decodeFound } from '../decode.ts'
import type { Place } from '../found.ts'
import { packResults, type PackedResults, type Result } from './chunk.ts'
import { createRoom } from './room.ts'

/** What a decoding thread is started with. */
export interface DecoderTask {
  settings: ImportSettings
  /** Counts the files that the thread has begun: what it is at shows in it when it does not answer. */
  begun: Int32Array<SharedArrayBuffer>
}

/** What a thread says: first that it is ready, then the results of each message in turn. */
export type DecoderMessage = 'ready' | PackedResults

/** Decodes message after message, the files of each one after another. */
export function serveDecoder({ settings, begun }: DecoderTask, port: MessagePort): void {
  const room = createRoom()
  let work = Promise.resolve()
  const decode = async (places: readonly Place[]): Promise<void> => {
    const results: Result[] = []
    for (const place of places) {
      Atomics.add(begun, 0, 1)
      results.push(await decodeFound({ place }, settings, room.allocate))
    }
    // A copy, so that the room can be used again.
    const packed = packResults(results)
    room.clear()
    port.postMessage(packed, [packed.pixels.buffer, packed.descriptions.buffer])
  }
  port.on('message', (places: readonly Place[]) => {
    work = work.then(() => decode(places))
  })
  port.postMessage('ready' satisfies DecoderMessage)
}
