import type { SaveFile } from './latent-jobs.svelte.ts'

/** Lets the browser, or the desktop, save the file that is at a URL. */
export const saveFile: SaveFile = (url, name) => {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
}
