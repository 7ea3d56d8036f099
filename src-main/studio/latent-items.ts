import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { LatentItem } from '../contract/latent.ts'
import type { ExplorerApi } from '../contract/workers.ts'
import type { Events } from './events.ts'
import { checkLatents } from './explore.ts'
import { newId, uniqueName } from './identifiers.ts'
import { findModel } from './models.ts'
import type { CurrentProject } from './project.ts'
import type { RunBook } from './run-book.ts'
import type { Supervised } from './supervisor.ts'

/** An item before it is kept: the studio gives it an id, a time and, where it has none, a name. */
export type NewItem<Item extends LatentItem = LatentItem> = Item extends LatentItem
  ? Omit<Item, 'id' | 'createdAt'>
  : never

/** What people keep of latent spaces. */
export interface LatentItems {
  list(run: string): LatentItem[]
  /** Throws `latent/unknown-item`. */
  get(id: string): LatentItem
  /** Keeps an item under its name, or `name 2` where that is taken. */
  add(item: NewItem, options?: { picture?: Uint8Array; id?: string }): LatentItem
  handlers: Pick<
    StudioHandlers,
    | 'listLatentItems'
    | 'saveLatentItem'
    | 'changeLatentItem'
    | 'deleteLatentItem'
    | 'restoreLatentItem'
  >
}

/** What they need of the services beside them. */
export interface LatentItemNeeds {
  current: CurrentProject
  book: RunBook
  events: Events
  explorer: Supervised<ExplorerApi>
}

const USUAL_NAMES: Record<LatentItem['kind'], string> = {
  point: 'Favourite',
  concept: 'Concept',
  direction: 'Direction',
  projection: 'Picture',
  map: 'Map'
}

/** Favourites, concepts, directions, projections and maps of the open project's runs. */
export function latentItems({ current, book, events, explorer }: LatentItemNeeds): LatentItems {
  const table = () => current.get().store.latentItems
  const tell = (run: string): void => events.emit({ type: 'latent-items', run })
  const list = (run: string): LatentItem[] => table().list(book.get(run).id)
  const get = (id: string): LatentItem => {
    const item = table().get(id)
    if (item) return item
    throw new StudioError(
      'latent/unknown-item',
      `There is no favourite, concept, direction, projection or map "${id}" in this project.`
    )
  }

  const add: LatentItems['add'] = (item, { picture, id = newId() } = {}) => {
    const taken = table()
      .list(item.run)
      .filter(({ kind }) => kind === item.kind)
      .map(({ name }) => name)
    const name = uniqueName(item.name || USUAL_NAMES[item.kind], taken)
    const kept = { ...item, id, name, createdAt: Date.now() } as LatentItem
    table().insert(kept, picture)
    tell(kept.run)
    return kept
  }

  return {
    list,
    get,
    add,
    handlers: {
      listLatentItems: ({ run }) => list(run),
      saveLatentItem: async ({ run, checkpoint, name = '', tags, item }) => {
        const model = findModel(current.get(), book, run, checkpoint)
        const latents = item.kind === 'point' ? [item.z] : item.exemplars
        checkLatents(model, latents)
        const z = item.kind === 'point' ? item.z : meanOf(latents)
        const picture = await explorer.use().render(model.reference, z)
        return add({ run, checkpoint: model.checkpoint.images, name, tags, ...item }, { picture })
      },
      changeLatentItem: ({ item: id, name, tags }) => {
        const item = get(id)
        table().change({ id, name: name ?? item.name, tags: tags ?? item.tags })
        tell(item.run)
        return get(id)
      },
      deleteLatentItem: ({ item: id }) => {
        const { run } = get(id)
        table().delete(id, Date.now())
        tell(run)
      },
      restoreLatentItem: ({ item: id }) => {
        const item = get(id)
        table().restore(id)
        tell(item.run)
        return item
      }
    }
  }
}

function meanOf(latents: readonly number[][]): number[] {
  return latents[0]!.map((_, at) => latents.reduce((sum, z) => sum + z[at]!, 0) / latents.length)
}
