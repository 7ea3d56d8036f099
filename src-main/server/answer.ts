import { toErrorRecord } from '../contract/errors.ts'
import type { Studio } from '../contract/studio.ts'
import { cacheControl, SECURITY_HEADERS } from './headers.ts'
import type { PageFile } from './page-files.ts'
import { isExportPath, isPixelPath, readPath, readUploadPath } from './paths.ts'

/** A request as far as the pages care: the same from a socket and from the window's own protocol. */
export interface PageRequest {
  method: string
  /** The request target as it was sent: path and query, undecoded. */
  target: string
  /** Throws a `StudioError` where the body is longer than is taken. */
  body(): Promise<Uint8Array>
}

/** What goes back; the body is whole, because no picture, page or export is larger than memory. */
export interface PageReply {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

type Answer = (studio: Studio, path: string, request: PageRequest) => Promise<PageReply | undefined>

// One line a kind of thing that can be asked for; the first whose prefix fits answers alone.
interface Route {
  prefix: string
  methods: readonly string[]
  answer: Answer
}

/** Answers one request that has passed its shell's guard. */
export type Answerer = (request: PageRequest) => Promise<PageReply>

/** Joins the interface, the pictures, the exports and the uploads of one studio; the first fitting route answers. */
export function createAnswerer(studio: Studio, pages: ReadonlyMap<string, PageFile>): Answerer {
  const routes: Route[] = [
    { prefix: '/pixels/', methods: ['GET', 'HEAD'], answer: answerPixels },
    { prefix: '/exports/', methods: ['GET', 'HEAD'], answer: answerDownload },
    { prefix: '/upload/', methods: ['POST'], answer: answerUpload },
    { prefix: '/', methods: ['GET', 'HEAD'], answer: (_, path) => answerPage(pages, path) }
  ]
  return async (request) => {
    const path = readPath(request.target)
    const route = routes.find(({ prefix }) => path?.startsWith(prefix))
    if (!path || !route) return textReply(400, 'This is not a request to a studio.')
    if (!route.methods.includes(request.method)) {
      const reply = textReply(405, `${request.method} is not possible here.`)
      reply.headers.allow = route.methods.join(', ')
      return reply
    }
    try {
      return (await route.answer(studio, path, request)) ?? textReply(404, 'Nothing is here.')
    } catch (error) {
      return problemReply(error)
    }
  }
}

async function answerPage(
  pages: ReadonlyMap<string, PageFile>,
  path: string
): Promise<PageReply | undefined> {
  const file = pages.get(path)
  if (!file) return undefined
  return reply(200, file.type, await file.read(), cacheControl(file))
}

// The pattern is checked here too, so that nothing but a picture's name goes on to a studio elsewhere.
const answerPixels: Answer = async (studio, path) => {
  const picture = isPixelPath(path) ? await studio.pixels(path) : undefined
  return picture && reply(200, picture.type, picture.bytes, cacheControl(picture))
}

const answerDownload: Answer = async (studio, path) => {
  const file = isExportPath(path) ? await studio.download(path) : undefined
  if (!file) return undefined
  const made = reply(200, file.type, file.bytes)
  // The pattern leaves nothing in a name that would need quoting.
  made.headers['content-disposition'] = `attachment; filename="${file.name}"`
  return made
}

// A path that is refused here is answered before its body is read.
const answerUpload: Answer = async (studio, path, request) => {
  const place = readUploadPath(path)
  if (!place) return undefined
  await studio.upload(place.upload, place.file, await request.body())
  return reply(204, undefined, new Uint8Array())
}

/** A reply of one plain sentence. */
export function textReply(status: number, text: string): PageReply {
  return reply(status, 'text/plain; charset=utf-8', new TextEncoder().encode(`${text}\n`))
}

// Codes of this folder; every other StudioError is a request that makes no sense just now.
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  'upload/too-large': 413,
  'upload/too-many': 503,
  'connect/unreachable': 502,
  internal: 500
}

function problemReply(error: unknown): PageReply {
  const { code, message } = toErrorRecord(error)
  return textReply(STATUS_OF_CODE[code] ?? 422, message)
}

function reply(
  status: number,
  type: string | undefined,
  body: Uint8Array,
  caching = 'no-store'
): PageReply {
  const headers: Record<string, string> = { ...SECURITY_HEADERS, 'cache-control': caching }
  if (type) headers['content-type'] = type
  return { status, headers, body }
}
