import { createMessage } from './protobuf.ts'
import { encodeRecord } from './tf-record.ts'

// The messages of TensorBoard's event.proto and summary.proto, as much of them as figures and pictures
// over time need; the numbers are those of their fields.

/** What was so at one moment. */
export interface LoggedMoment {
  /** Seconds since 1970. */
  seconds: number
  /** Images seen. */
  step: number
  /** Figures by their names, such as `loss/generator`. */
  figures?: Readonly<Record<string, number>>
  /** Pictures by their names. */
  pictures?: Readonly<Record<string, LoggedPicture>>
}

/** A PNG of the given size in pixels. */
export interface LoggedPicture {
  width: number
  height: number
  png: Uint8Array
}

const VERSION = 'brain.Event:2'
const RGB = 3

/** A file's first record, which says what it is. */
export function beginEvents(seconds: number): Uint8Array {
  return encodeRecord(createMessage().double(1, seconds).text(3, VERSION).finish())
}

/** One more record of such a file; moments stand in the order of their time. */
export function encodeMoment({
  seconds,
  step,
  figures = {},
  pictures = {}
}: LoggedMoment): Uint8Array {
  const event = createMessage()
    .double(1, seconds)
    .integer(2, step)
    .message(5, (summary) => {
      for (const [name, value] of Object.entries(figures)) {
        summary.message(1, (entry) => entry.text(1, name).float(2, value))
      }
      for (const [name, { width, height, png }] of Object.entries(pictures)) {
        summary.message(1, (entry) =>
          entry
            .text(1, name)
            .message(4, (image) =>
              image.integer(1, height).integer(2, width).integer(3, RGB).bytes(4, png)
            )
        )
      }
    })
  return encodeRecord(event.finish())
}

/** The name by which TensorBoard finds such a file; `host` tells writers apart. */
export function eventsFileName(seconds: number, host: string): string {
  return `events.out.tfevents.${Math.floor(seconds)}.${host}`
}
