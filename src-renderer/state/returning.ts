import type { StudioApi } from '../../src-main/contract/api.ts'
import type { PictureLineage } from '../../src-main/contract/exports.ts'
import { formatCountOf } from '../format.ts'
import type { Explore } from './explore.svelte.ts'
import { grownFrom } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import type { Navigation } from './navigation.svelte.ts'
import type { StudioMirror } from './studio.svelte.ts'
import { Upload } from './upload.svelte.ts'

interface Needs {
  api: StudioApi
  messages: Messages
  studio: StudioMirror
  navigation: Navigation
  explore: Explore
}

/** Returns to the place that a picture written by the studio was made at. */
export class Returning {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Reads how a dropped picture was made, and goes there; says so where that cannot be. */
  async open(file: File): Promise<void> {
    const { api, messages, studio, navigation, explore } = this.#needs
    await messages.attempt(async () => {
      const upload = new Upload(file.name, [{ path: file.name, file }])
      await upload.send()
      const read = await api.readPicture({ picture: { upload: upload.id } })
      const run = studio.run(read.run)
      if (!run || !read.available) {
        const made = `${file.name} was made ${originWords(read, studio)}`
        messages.problem(
          run
            ? `${made}; these weights are not kept any more, so there is no way back to it.`
            : `${made}; that run is not in this project, so open the one it belongs to.`
        )
        return
      }
      if (explore.run?.id !== run.id || explore.checkpoint !== read.checkpoint) {
        await explore.open(run, read.checkpoint)
      }
      const lineage = grownFrom(
        [read.lineage],
        'picture',
        `From ${file.name}`.slice(0, 200),
        read.z
      )
      explore.goTo({ z: read.z, lineage })
      navigation.useTool('explore')
      messages.info(`This is where ${file.name} was made: ${originWords(read, studio)}.`)
    })
  }
}

// What a picture goes back to, as far as its own file tells.
function originWords(
  { runName, checkpoint, datasetHash }: PictureLineage,
  studio: StudioMirror
): string {
  const seen = formatCountOf(checkpoint, 'image')
  const known = studio.datasets.find(({ hash }) => hash === datasetHash)?.name
  // Sixteen digits tell any two data sets apart.
  const data = known
    ? `“${known}” as it is now`
    : `data that has the hash ${datasetHash.slice(0, 16)}`
  return `by “${runName}” after ${seen}${datasetHash === '' ? '' : `, from ${data}`}`
}
