import type Sqlite from 'better-sqlite3'
import type { LatentItem } from '../contract/latent.ts'

interface Row {
  id: string
  run: string
  kind: LatentItem['kind']
  checkpoint: number
  name: string
  tags: string
  content: string
  createdAt: number
}

const FIELDS = 'id, run, kind, checkpoint, name, tags, content, createdAt'

/** What a person keeps of latent spaces; deleted rows stay, so that every deletion can be undone. */
export function latentItemTable(database: Sqlite.Database) {
  const insert = database.prepare<[Row & { picture: Uint8Array | null }]>(
    `INSERT INTO latent_items (${FIELDS}, picture)
     VALUES (@id, @run, @kind, @checkpoint, @name, @tags, @content, @createdAt, @picture)`
  )
  const select = database.prepare<[string], Row>(`SELECT ${FIELDS} FROM latent_items WHERE id = ?`)
  // By the row where times are equal, as items made together have to keep their order.
  const selectOfRun = database.prepare<[string], Row>(
    `SELECT ${FIELDS} FROM latent_items WHERE run = ? AND deletedAt IS NULL ORDER BY createdAt, rowid`
  )
  const selectPicture = database.prepare<[string], { picture: Uint8Array | null }>(
    'SELECT picture FROM latent_items WHERE id = ?'
  )
  const update = database.prepare<[{ id: string; name: string; tags: string }]>(
    'UPDATE latent_items SET name = @name, tags = @tags WHERE id = @id'
  )
  const mark = database.prepare<[number | null, string]>(
    'UPDATE latent_items SET deletedAt = ? WHERE id = ?'
  )
  return {
    insert: (item: LatentItem, picture?: Uint8Array): void =>
      void insert.run({ ...toRow(item), picture: picture ?? null }),
    /** Also of a deleted one. */
    get: (id: string): LatentItem | undefined => {
      const row = select.get(id)
      return row && toItem(row)
    },
    /** Oldest first, without deleted ones. */
    list: (run: string): LatentItem[] => selectOfRun.all(run).map(toItem),
    picture: (id: string): Uint8Array | undefined => selectPicture.get(id)?.picture ?? undefined,
    change: ({ id, name, tags }: Pick<LatentItem, 'id' | 'name' | 'tags'>): void =>
      void update.run({ id, name, tags: JSON.stringify(tags) }),
    delete: (id: string, at: number): void => void mark.run(at, id),
    restore: (id: string): void => void mark.run(null, id)
  }
}

function toRow({ id, run, kind, checkpoint, name, tags, createdAt, ...content }: LatentItem): Row {
  return {
    id,
    run,
    kind,
    checkpoint,
    name,
    tags: JSON.stringify(tags),
    content: JSON.stringify(content),
    createdAt
  }
}

function toItem({ tags, content, ...row }: Row): LatentItem {
  return {
    ...row,
    tags: JSON.parse(tags) as string[],
    ...(JSON.parse(content) as object)
  } as LatentItem
}
