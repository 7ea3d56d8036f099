import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A member of an archive that is to be written. */
export interface Member {
  name: string
  /** Latin-1. */
  content: string
  method?: 'stored' | 'deflated' | 'bzip2'
  /** With the numbers of zip64, whatever its size. */
  isLarge?: boolean
  isLink?: boolean
}

const WRITER = `
import json, sys, zipfile, warnings
warnings.simplefilter('ignore')
METHODS = {'stored': zipfile.ZIP_STORED, 'deflated': zipfile.ZIP_DEFLATED, 'bzip2': zipfile.ZIP_BZIP2}
path, front, hole, comment, members = json.load(sys.stdin)
with open(path, 'wb') as file:
    file.write(front.encode('latin-1'))
    file.truncate(hole or len(front))
with zipfile.ZipFile(path, 'a' if front or hole else 'w') as archive:
    archive.comment = comment.encode('latin-1')
    for member in members:
        info = zipfile.ZipInfo(member['name'], (2024, 5, 6, 7, 8, 10))
        info.create_system = 3
        info.external_attr = (0o120777 if member.get('isLink') else 0o100644) << 16
        info.compress_type = METHODS[member.get('method', 'deflated')]
        with archive.open(info, 'w', force_zip64=member.get('isLarge', False)) as file:
            file.write(member['content'].encode('latin-1'))
`

// Starting Python takes longer than any test.
const written = new Map<string, Buffer>()

/**
 * Writes an archive with Python's zipfile, another implementation than ours: with bytes in `front` of it,
 * of which `hole` of them in all, the rest zeros that take no room on the disk.
 */
export function writeZip(members: Member[], { front = '', hole = 0, comment = '' } = {}): string {
  const folder = temporaryFolder()
  const path = join(folder, 'set.zip')
  const key = JSON.stringify([front, hole, comment, members])
  const known = written.get(key)
  if (known) {
    writeFileSync(path, known)
    return path
  }
  writeFileSync(join(folder, 'write.py'), WRITER)
  execFileSync('python3', [join(folder, 'write.py')], {
    input: JSON.stringify([path, front, hole, comment, members])
  })
  if (hole === 0) written.set(key, readFileSync(path))
  return path
}
