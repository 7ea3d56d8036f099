import { readdirSync, statSync } from 'node:fs'
import { dirname, extname, isAbsolute } from 'node:path'
import { StudioError } from '../contract/errors.ts'
import type { ExportWhat } from '../contract/exports.ts'

/** What kind of file something becomes. */
interface FileKind {
  /** What a download of it is called, after its model. */
  name: string
  /** What its name may end with; absent for what becomes a folder, or a zip where its name says so. */
  endings?: readonly string[]
}

const PNG = ['.png'] as const

type Formats<Kind extends ExportWhat['kind']> = Record<
  Extract<ExportWhat, { kind: Kind; format: string }>['format'],
  FileKind
>

const WALKS: Formats<'walk'> = {
  gif: { name: 'walk.gif', endings: ['.gif'] },
  webp: { name: 'walk.webp', endings: ['.webp'] },
  apng: { name: 'walk.png', endings: ['.png', '.apng'] },
  'png-sequence': { name: 'frames.zip' },
  'contact-sheet': { name: 'contact-sheet.png', endings: PNG }
}

const MODELS: Formats<'model'> = {
  tfjs: { name: 'tfjs.zip' },
  onnx: { name: 'generator.onnx', endings: ['.onnx'] },
  safetensors: { name: 'generator.safetensors', endings: ['.safetensors'] }
}

function kindOf(what: ExportWhat): FileKind {
  if (what.kind === 'walk') return WALKS[what.format]
  if (what.kind === 'model') return MODELS[what.format]
  return { name: `${what.kind}.png`, endings: PNG }
}

/** A plain name for a download, such as `faces-dcgan-40000-walk.gif`. */
export function downloadName(runName: string, images: number, what: ExportWhat): string {
  // Accents are dropped, and what is no letter or digit of ASCII then becomes a dash.
  const plain = runName.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60)
  const run = slug.replaceAll(/^-+|-+$/g, '') || 'model'
  return `${run}-${images}-${kindOf(what).name}`
}

/**
 * Checks that a place can be written before any work is done: the file is written by the explorer, and
 * what is wrong is better known here, in words. Throws `export/*`.
 */
export function checkOut(out: string, what: ExportWhat): void {
  checkPlace(out, kindOf(what).endings)
}

/** The same for what its name may end with; absent for what becomes a folder, or a zip. */
export function checkPlace(out: string, endings?: readonly string[]): void {
  if (endings && !endings.includes(extname(out).toLowerCase())) {
    throw new StudioError(
      'export/kind',
      `${out} cannot be written; its name must end with ${endings.join(' or ')}.`
    )
  }
  const folder = dirname(out)
  if (!isAbsolute(out) || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StudioError(
      'export/no-folder',
      `${out} cannot be written, because there is no folder ${folder}; choose one that exists.`
    )
  }
  const becomesFolder = !endings && extname(out).toLowerCase() !== '.zip'
  if (becomesFolder && isTaken(out)) {
    throw new StudioError(
      'export/exists',
      `${out} is there already; choose a new name for the folder, or one that ends with .zip.`
    )
  }
}

// An empty folder gives way.
function isTaken(out: string): boolean {
  const found = statSync(out, { throwIfNoEntry: false })
  return found !== undefined && !(found.isDirectory() && readdirSync(out).length === 0)
}
