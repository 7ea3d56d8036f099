import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Found, Rejected } from '../../src-main/datasets/found.ts'
import { scanFolder } from '../../src-main/datasets/scan.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function scan(folder: string): Promise<(string | Rejected)[]> {
  const entries: (Found | Rejected)[] = []
  for await (const entry of scanFolder(folder)) entries.push(entry)
  return entries.map((entry) => (entry.kind === 'found' ? entry.file : entry))
}

function write(folder: string, ...files: string[]): void {
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), 'x')
  }
}

test('files come in the order of their paths’ bytes, whatever made them', async () => {
  const folder = temporaryFolder()
  // "." sorts before "/", "0" behind it.
  write(folder, 'a0.png', 'b/2.png', 'a/z.png', 'a.png', 'b/10.png', 'B.png', 'é.png')
  expect(await scan(folder)).toEqual([
    'B.png',
    'a.png',
    'a/z.png',
    'a0.png',
    'b/10.png',
    'b/2.png',
    'é.png'
  ])
})

test('names need not be text, short or on one line', async () => {
  const folder = temporaryFolder()
  const latin1 = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('caf\xe9.png', 'latin1')])
  writeFileSync(latin1, 'x')
  write(folder, 'two\nlines.png', 'שלום.png', 'n'.repeat(255))
  expect(await scan(folder)).toEqual(['café.png', 'n'.repeat(255), 'two\nlines.png', 'שלום.png'])
})

test('links that loop, second names, pipes and broken links are told and not followed', async () => {
  const folder = temporaryFolder()
  write(folder, 'in/a.png')
  symlinkSync('..', join(folder, 'in', 'up'))
  linkSync(join(folder, 'in/a.png'), join(folder, 'in/b.png'))
  symlinkSync('in', join(folder, 'other'))
  symlinkSync('nowhere', join(folder, 'lost'))
  symlinkSync('round', join(folder, 'round'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  expect(await scan(folder)).toEqual([
    'in/a.png',
    rejected('in/b.png', 'It is another name of “in/a.png”, which is read once.'),
    rejected('in/up', 'It is another name of “.”, which is read once.'),
    rejected('lost', 'It is a link that leads nowhere.'),
    rejected('other', 'It is another name of “in”, which is read once.'),
    rejected('pipe', 'It is neither a file nor a folder but a pipe, socket or device.'),
    rejected('round', 'It is a link that leads in a circle.')
  ])
})

test('a file comes with what tells later whether it has changed, and with a path of its own bytes', async () => {
  const folder = temporaryFolder()
  write(folder, 'in/a.png')
  utimesSync(join(folder, 'in/a.png'), 1_700_000_000, 1_700_000_000)
  const entries: unknown[] = []
  for await (const entry of scanFolder(folder)) entries.push(entry)
  const path = new Uint8Array(Buffer.from(join(folder, 'in/a.png')))
  expect(entries).toEqual([
    {
      kind: 'found',
      file: 'in/a.png',
      place: { kind: 'file', path },
      bytes: 1,
      modified: 1_700_000_000_000
    }
  ])
  const [{ place }] = entries as [Found]
  expect(place.kind === 'file' && place.path.buffer.byteLength).toBe(path.length)
})

test('a scan stops when it is told to', async () => {
  const folder = temporaryFolder()
  write(folder, 'a.png', 'b.png', 'c.png')
  const controller = new AbortController()
  const files: string[] = []
  const scanning = async (): Promise<void> => {
    for await (const { file } of scanFolder(folder, controller)) {
      files.push(file)
      controller.abort()
    }
  }
  await expect(scanning()).rejects.toMatchObject({ name: 'AbortError' })
  expect(files).toEqual(['a.png'])
})

test('a folder without rights is told, and the rest is read', async () => {
  const folder = temporaryFolder()
  write(folder, 'a.png', 'shut/b.png', 'z.png')
  chmodSync(folder, 0o755)
  chmodSync(join(folder, 'shut'), 0)
  asOrdinaryUser()
  expect(await scan(folder)).toEqual([
    'a.png',
    rejected('shut', 'It is a folder that cannot be read (EACCES).'),
    'z.png'
  ])
})

test.each([
  ['nowhere', 'There is no folder'],
  ['file', 'is a file, not a folder']
])('%s is refused with a sentence', async (name, words) => {
  const folder = temporaryFolder()
  write(folder, 'file')
  await expect(scan(join(folder, name))).rejects.toMatchObject({
    code: 'import/no-folder',
    message: expect.stringContaining(words) as string
  })
})

function rejected(file: string, reason: string): Rejected {
  return { kind: 'rejected', file, reason }
}

// To root every folder is open.
function asOrdinaryUser(): void {
  if (process.geteuid?.() !== 0) return
  process.seteuid?.(65_534)
  onTestFinished(() => process.seteuid?.(0))
}
