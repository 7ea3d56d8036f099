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

/** A finished export on its way to where a person saves it. */
export interface DownloadBytes {
  /** Media type. */
  type: string
  name: string
  bytes: Uint8Array
}

/** A studio as a shell holds it, made here by `createStudio` or elsewhere and reached by `connectStudio`. */
export interface Studio {
  /** Takes checked inputs; callers outside go through `openDoor` of src-main/rpc, which checks them. */
  api: StudioHandlers
  subscribe(listener: (event: StudioEvent) => void): Dispose
  /** Answers a `/pixels/...` path; undefined where there is no such picture. Throws `StudioError`. */
  pixels(path: string): Promise<PictureBytes | undefined>
  /** Answers an `/exports/...` path, see `exportPath`; undefined where there is no such file. */
  download(path: string): Promise<DownloadBytes | undefined>
  /** Stores one file of an upload under its relative path; `startImport({ source: { upload } })` uses it. */
  upload(upload: string, file: string, bytes: Uint8Array): Promise<void>
  close(): Promise<void>
}
