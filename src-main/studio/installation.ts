import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const FOLDER_NAME = 'gan-atelier'

/** Where the pieces of a built studio lie; the same for every entry. */
export interface Installation {
  version: string
  /** The built interface. */
  pages: string
  /** `<kind>.cjs` of every worker. */
  workers: string
  preload: string
  /** The user's configuration folder of this program. */
  config: string
}

/** Finds the pieces from `out/main`, the folder of the entry that runs. */
export function findInstallation(mainFolder: string): Installation {
  const root = join(mainFolder, '../..')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return {
    version: manifest.version,
    pages: join(mainFolder, '../renderer'),
    workers: mainFolder,
    preload: join(mainFolder, '../preload/preload.cjs'),
    config: configFolder(process.platform, process.env, homedir())
  }
}

/** The configuration folder by each system's custom; every shell shares it. */
export function configFolder(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  home: string
): string {
  const bases: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(home, 'Library/Application Support'),
    win32: environment.APPDATA ?? join(home, 'AppData/Roaming')
  }
  const base = bases[platform] ?? (environment.XDG_CONFIG_HOME || join(home, '.config'))
  return join(base, FOLDER_NAME)
}
