import { createHash } from 'node:crypto'

/** What a file says of its own bytes, among its metadata. */
export interface Seal {
  /** The metadata without the seal. */
  metadata: Record<string, string>
  /** SHA-256 of each array's bytes by its name, hex; absent in files of release 0.1. */
  digests?: ReadonlyMap<string, string>
}

/** SHA-256, hex. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Metadata with the digests of arrays, and a digest of itself, so that any byte that changes later shows. */
export function seal(
  metadata: Record<string, string>,
  arrays: readonly { name: string; bytes: Uint8Array }[]
): Record<string, string> {
  const digests = Object.fromEntries(arrays.map(({ name, bytes }) => [name, digestOf(bytes)]))
  const told = { ...metadata, digests: JSON.stringify(digests) }
  return { ...told, seal: digestOf(Buffer.from(JSON.stringify(told))) }
}

/** Takes the seal off; undefined where it is broken. */
export function unseal(sealed: Record<string, string>): Seal | undefined {
  const { seal: own, ...told } = sealed
  const { digests, ...metadata } = told
  if (own === undefined && digests === undefined) return { metadata }
  if (digests === undefined || own !== digestOf(Buffer.from(JSON.stringify(told)))) return undefined
  return {
    metadata,
    digests: new Map(Object.entries(JSON.parse(digests) as Record<string, string>))
  }
}
