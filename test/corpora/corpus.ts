import { bmpEntries } from './bmp.ts'
import { bombEntries } from './bombs.ts'
import { brokenEntries, floatingPoint, unknownPacking } from './broken.ts'
import { cutEntries } from './cut.ts'
import { encodedEntries } from './encoded.ts'
import type { Entry } from './entry.ts'
import { foreignEntries } from './foreign.ts'
import { pngEntries } from './png.ts'
import { portableEntries } from './portable.ts'
import { tiffEntries } from './tiff.ts'
import { turnedEntries } from './turned.ts'

/** Every file of the corpus by the concern it belongs to. */
export async function makeCorpus(): Promise<Record<string, Entry[]>> {
  return {
    'PNG of every colour type': pngEntries(),
    'BMP of every depth': bmpEntries(),
    'PBM, PGM, PPM and PAM': portableEntries(),
    'TIFF of every colour type': tiffEntries(),
    'what encoders write': await encodedEntries(),
    'turned by EXIF': await turnedEntries(),
    'cut off': await cutEntries(),
    damaged: [...(await brokenEntries()), floatingPoint(), unknownPacking()],
    'no pictures': foreignEntries(),
    'too large or too many': await bombEntries()
  }
}
