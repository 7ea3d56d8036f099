import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawAvatars } from './draw-avatars.ts'

/** The folder of pictures that the story imports: real photographs where they are at hand. */
export async function storyPictures(output: string): Promise<string> {
  const given = process.env['E2E_PICTURES']
  if (given) return given
  const folder = join(output, 'pictures')
  await drawAvatars(folder, 400)
  return folder
}

/** A folder of everything that goes wrong with pictures, and two good ones, to be dropped. */
export function troubledPictures(output: string, good: string): string {
  const folder = join(output, 'dropped')
  mkdirSync(folder, { recursive: true })
  const pictures = firstPictures(good, 3)
  cpSync(pictures[0]!, join(folder, 'good.png'))
  cpSync(pictures[1]!, join(folder, 'also good.png'))
  cpSync(pictures[0]!, join(folder, 'the same again.png'))
  const whole = readFileSync(pictures[2]!)
  writeFileSync(join(folder, 'truncated.png'), whole.subarray(0, Math.floor(whole.length / 2)))
  writeFileSync(join(folder, 'a letter.jpg'), 'Dear diary, this is no picture.\n')
  return folder
}

/** An empty folder. */
export function emptyFolder(output: string): string {
  const folder = join(output, 'empty')
  mkdirSync(folder, { recursive: true })
  return folder
}

/** A folder whose files only claim to be pictures. */
export function folderOfLetters(output: string): string {
  const folder = join(output, 'letters')
  mkdirSync(folder, { recursive: true })
  for (const name of ['one.jpg', 'two.png']) writeFileSync(join(folder, name), `Dear ${name},\n`)
  return folder
}

function firstPictures(folder: string, count: number): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(png|jpe?g)$/i.test(name))
    .sort()
    .slice(0, count)
    .map((name) => join(folder, name))
}

/** Runs the command line as a person would and returns what it printed. */
export function atelier(root: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'out/main/cli.cjs'), ...args],
    { encoding: 'utf8' }
  )
  if (status !== 0) throw new Error(`atelier ${args.join(' ')} ended with ${status}: ${stderr}`)
  return stdout
}
