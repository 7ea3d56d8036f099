import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { picture } from '../datasets/pictures.ts'

/** What an import has to say of each name; empty where it takes the file. */
export type Tree = Record<string, string>

/**
 * Makes a folder of pictures with the names and links that break importers, on a file system that
 * tells names apart by their bytes. `isRoot` says for whom: rights do not hold root off.
 */
export async function makeTree(folder: string, isRoot: boolean): Promise<Tree> {
  const bytes = await picture(40, 40).png().toBuffer()
  const put = (name: string | Buffer): void =>
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]), bytes)
  const tree: Tree = {}

  // Shown as people would read it where it is not UTF-8.
  put(Buffer.from('caf\xe9.png', 'latin1'))
  tree['café.png'] = ''
  // One letter, and the same made of a letter and its accent.
  const good = ['é.png', 'e\u0301.png', 'שלום עולם.png', 'two\nlines.png', 'Same.png', 'same.png']
  for (const name of [...good, 'n'.repeat(255), ' .png', '.hidden.png', 'no extension', '📷.png']) {
    put(name)
    tree[name] = ''
  }
  symlinkSync('Same.png', join(folder, 'a-link.png'))
  // Whichever name comes first is read; capitals stand before small letters.
  tree['a-link.png'] = 'It is another name of “Same.png”, which is read once.'
  linkSync(join(folder, 'same.png'), join(folder, 'zz-hard-link.png'))
  tree['zz-hard-link.png'] = 'It is another name of “same.png”, which is read once.'

  mkdirSync(join(folder, 'inside/deeper'), { recursive: true })
  put('inside/deeper/below.png')
  tree['inside/deeper/below.png'] = ''
  symlinkSync('..', join(folder, 'inside/up'))
  tree['inside/up'] = 'It is another name of “.”, which is read once.'
  symlinkSync('round', join(folder, 'round'))
  tree['round'] = 'It is a link that leads in a circle.'
  symlinkSync('nowhere', join(folder, 'lost.png'))
  tree['lost.png'] = 'It is a link that leads nowhere.'
  execFileSync('mkfifo', [join(folder, 'pipe.png')])
  tree['pipe.png'] = 'It is neither a file nor a folder but a pipe, socket or device.'
  symlinkSync('/dev/zero', join(folder, 'endless.png'))
  tree['endless.png'] = 'It is neither a file nor a folder but a pipe, socket or device.'

  put('private.png')
  chmodSync(join(folder, 'private.png'), 0)
  tree['private.png'] = isRoot ? '' : 'It cannot be read with your rights.'
  mkdirSync(join(folder, 'locked'))
  put('locked/within.png')
  chmodSync(join(folder, 'locked'), 0)
  if (isRoot) tree['locked/within.png'] = ''
  else tree['locked'] = 'It is a folder that cannot be read (EACCES).'
  return tree
}
