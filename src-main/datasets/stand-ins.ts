import type { Labels } from './labels.ts'

/** Until labels/embedded.ts is there. */
export const readEmbeddedLabels = (_: Buffer, __: string): Labels => ({})
