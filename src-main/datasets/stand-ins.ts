import { refusal } from './refusal.ts'
import type { Labels } from './labels.ts'

/** Until similar/describe.ts is there. */
export const describePicture = (_: Uint8Array, __: number, ___: number): Uint8Array =>
  new Uint8Array(1)
/** Until labels/embedded.ts is there. */
export const readEmbeddedLabels = (_: Buffer, __: string): Labels => ({})
/** Until sources/zip-member.ts is there. */
export const readZipMember = (_: object): Buffer => {
  throw refusal('Archives are not read yet.')
}
