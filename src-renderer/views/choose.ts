import type { Atelier } from '../state/atelier.svelte.ts'

/** Asks for a folder of pictures, or an archive, and then for how to import it. */
export async function chooseFolderOfPictures({
  folders,
  importing,
  messages
}: Atelier): Promise<void> {
  await messages.attempt(async () => {
    const path = await folders.choose({
      title: 'Choose a folder of pictures',
      action: () => 'Use this folder',
      withArchives: true
    })
    if (path) await importing.plan({ kind: 'folder', path })
  })
}

/** Asks for a folder and opens the project in it, or offers to make one. */
export async function chooseProject({ folders, desk, messages }: Atelier): Promise<void> {
  await messages.attempt(async () => {
    const path = await folders.choose({
      title: 'Open or make a project',
      action: (isProject) => (isProject ? 'Open project' : 'Use this folder')
    })
    if (path) await desk.open(path)
  })
}
