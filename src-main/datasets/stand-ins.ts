import { refusal } from './refusal.ts'
import type { Labels } from './labels.ts'

/** Until labels/embedded.ts is there. */
export const readEmbeddedLabels = (_: Buffer, __: string): Labels => ({})
/** Until sources/zip-member.ts is there. */
export const readZipMember = (_: object): Buffer => {
  throw refusal('Archives are not read yet.')
}
