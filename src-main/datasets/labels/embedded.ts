import type { PictureKind } from '../content.ts'
import type { Labels } from '../labels.ts'
import { findBlocks, type Blocks } from './blocks.ts'
import { readExif } from './exif.ts'
import { readIptc } from './iptc.ts'
import { LONGEST_ATTRIBUTE, LONGEST_VALUE } from './limits.ts'
import { cleanText, shorten } from './text.ts'
import { readXmp } from './xmp.ts'

/** What one block of a picture's file says of it. */
export interface Said {
  keywords?: string[]
  /** What may be a caption, best first. */
  captions?: string[]
  /** Stars, 1 to 5. */
  rating?: number
}

// Some programs write whole dictionaries.
const MOST_KEYWORDS = 50

// What cameras and programs write where nobody has written anything.
const DEFAULTS =
  /^(((olympus|sony|konica minolta|minolta|samsung|pentax|nikon|kodak) )?(digital )?(still )?(camera|dsc)( pictures)?|lead technologies.*|default|untitled|screenshot|(media\\)?dcim\b.*|created (with|by) .*|<.*|\{.*|\P{L}*)$/iu

/**
 * The labels that a picture's own file holds: keywords (IPTC, XMP, Windows) as tags, a description as
 * `caption`, stars as `rating`. A block that is damaged says nothing; the picture is none the worse.
 */
export function readEmbeddedLabels(bytes: Buffer, kind: PictureKind): Labels {
  const said = readBlocks(findBlocks(bytes, kind))
  if (said.length === 0) return {}
  const keywords = new Set(
    said
      .flatMap((block) => block.keywords ?? [])
      .map(cleanText)
      .filter((keyword) => keyword !== '' && keyword.length <= LONGEST_ATTRIBUTE)
  )
  const caption = said
    .flatMap((block) => block.captions ?? [])
    .map(cleanText)
    .find((text) => !DEFAULTS.test(text))
  const rating = said.find((block) => block.rating !== undefined)?.rating
  return {
    ...Object.fromEntries([...keywords].slice(0, MOST_KEYWORDS).map((keyword) => [keyword, 'yes'])),
    ...(caption !== undefined && { caption: shorten(caption, LONGEST_VALUE) }),
    ...(rating !== undefined && { rating: String(rating) })
  }
}

function readBlocks({ exif, xmp, iptc, description }: Blocks): Said[] {
  const own = exif && guard(() => readExif(exif))
  return [
    ...[xmp, own?.xmp].flatMap((block) => (block ? [guard(() => readXmp(block))] : [])),
    ...[iptc, own?.iptc].flatMap((block) => (block ? [guard(() => readIptc(block))] : [])),
    own,
    description === undefined ? undefined : { captions: [description] }
  ].filter((said) => said !== undefined)
}

// Numbers in these blocks lead anywhere when they are damaged.
function guard<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
