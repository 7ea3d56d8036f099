import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../temporary-folder.ts'

const MODULES = join(import.meta.dirname, '../../node_modules')
const SCOPE = '@tensorflow'
const PACKAGE = 'tfjs-node-gpu'

/** A checkout with this one's packages, but an engine package of its own. */
export interface SmallCheckout {
  /** The engine package's folder: its JavaScript, and neither libraries nor addon. */
  engine: string
  /** A script in the checkout that runs the given one. */
  script: string
}

/** Makes one in a folder that lives as long as the test. */
export function smallCheckout(script: string): SmallCheckout {
  const root = temporaryFolder()
  const modules = join(root, 'node_modules')
  mkdirSync(join(modules, SCOPE), { recursive: true })
  const link = (folder: string, without: string): void => {
    for (const name of readdirSync(join(MODULES, folder))) {
      if (name !== without) symlinkSync(join(MODULES, folder, name), join(modules, folder, name))
    }
  }
  link('', SCOPE)
  link(SCOPE, PACKAGE)
  const engine = join(modules, SCOPE, PACKAGE)
  for (const name of ['dist', 'package.json']) {
    cpSync(join(MODULES, SCOPE, PACKAGE, name), join(engine, name), { recursive: true })
  }
  const entry = join(root, 'entry.mts')
  writeFileSync(entry, `await import(${JSON.stringify(script)})\n`)
  return { engine, script: entry }
}

/** The engine package of this checkout, whole. */
export const WHOLE_ENGINE = join(MODULES, SCOPE, PACKAGE)
