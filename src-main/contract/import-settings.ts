import { z } from 'zod'
import { CHANNELS, PICTURE_SIZES } from './run-config.ts'

/** How a picture that is not square becomes one. */
export const FITS = ['centre', 'attention', 'entropy', 'pad', 'stretch'] as const
/** What fills the rest where a picture is padded. */
export const PADDINGS = ['colour', 'blur', 'reflect'] as const
/** Where labels may come from. */
export const LABEL_SOURCES = ['folders', 'tables', 'captions', 'keywords'] as const

/** How pictures are brought into a data set; kept with it, so that an import can be repeated. */
export const ImportSettingsSchema = z.strictObject({
  /** Width and height in pixels. */
  size: z.literal(PICTURE_SIZES).default(32),
  fit: z.enum(FITS).default('centre'),
  padding: z.enum(PADDINGS).default('colour'),
  /** What shows through transparent pictures, and around padded ones, `#rrggbb`. */
  background: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#ffffff'),
  channels: z.enum(CHANNELS).default('rgb'),
  /** Folder names; CSV and JSON files; sidecar .txt files; EXIF and IPTC. */
  labels: z
    .array(z.enum(LABEL_SOURCES))
    .max(LABEL_SOURCES.length)
    .default([...LABEL_SOURCES])
})

export type LabelSource = (typeof LABEL_SOURCES)[number]

export type ImportSettings = z.output<typeof ImportSettingsSchema>
