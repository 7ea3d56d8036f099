/** What the parts of a file tell before any pixel of it is decoded. */
export interface Container {
  /** The end of the file is missing. */
  cutOff: boolean
  /** A checksum that the decoder does not look at is wrong. */
  damaged?: boolean
  /** Its pixels are packed by a method that the decoder does not know. */
  isUnread?: boolean
  /** Pictures in it, where the decoder cannot tell. */
  frames?: number
}
