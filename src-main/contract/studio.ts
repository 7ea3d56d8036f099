import type { StudioHandlers } from './api.ts'
import type { StudioEvent } from './events.ts'

export type Dispose = () => void

/** One encoded picture. */
export interface PictureBytes {
  type: 'image/png'
  bytes: Uint8Array
  /** True where the same URL always gives the same bytes. */
  immutable: boolean
}

/** A studio as a shell holds it, made here by `createStudio` or elsewhere and reached by `connectStudio`. */
export interface Studio {
  /** Takes checked inputs; callers outside go through `openDoor` of src-main/rpc, which checks them. */
  api: StudioHandlers
  subscribe(listener: (event: StudioEvent) => void): Dispose
  /** Answers a `/pixels/...` path; undefined where there is no such picture. Throws `StudioError`. */
  pixels(path: string): Promise<PictureBytes | undefined>
  /** Stores one file of an upload under its relative path; `startImport({ source: { upload } })` uses it. */
  upload(upload: string, file: string, bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}
