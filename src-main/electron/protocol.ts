import { protocol, session, type ProtocolRequest, type UploadData } from 'electron'
import { readFile } from 'node:fs/promises'
import { textReply, type Answerer, type PageReply } from '../server/answer.ts'
import { readTarget, SCHEME } from './policy.ts'

/** Makes `app:` a scheme with an origin of its own, like https; before the application is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }])
}

/** Answers `app://studio/…`: the same pages, pictures and uploads as the served shell has. */
export function setUpProtocol(answer: Answerer): void {
  // Electron before 25, where only tests run, has the older of the two.
  if ('handle' in protocol) handleRequests(answer)
  else registerBuffers(answer)
}

// Current Electron: requests and replies are those of the web.
function handleRequests(answer: Answerer): void {
  protocol.handle(SCHEME, async (request) => {
    const body = async (): Promise<Uint8Array> => new Uint8Array(await request.arrayBuffer())
    const reply = await answerUrl(answer, request.url, request.method, body)
    // A reply without a body must not be given one, even of no bytes.
    const bytes = reply.body.byteLength > 0 ? Buffer.from(reply.body) : null
    return new Response(bytes, { status: reply.status, headers: reply.headers })
  })
}

// The older way: a callback that takes a buffer and headers.
function registerBuffers(answer: Answerer): void {
  protocol.registerBufferProtocol(SCHEME, (request, send) => {
    const body = (): Promise<Uint8Array> => readUpload(request)
    void answerUrl(answer, request.url, request.method, body).then(({ status, headers, body }) =>
      send({ statusCode: status, headers, data: Buffer.from(body) })
    )
  })
}

async function answerUrl(
  answer: Answerer,
  url: string,
  method: string,
  body: () => Promise<Uint8Array>
): Promise<PageReply> {
  const target = readTarget(url)
  return target ? answer({ method, target, body }) : textReply(404, 'Nothing is here.')
}

async function readUpload({ uploadData = [] }: ProtocolRequest): Promise<Uint8Array> {
  return Buffer.concat(await Promise.all(uploadData.map(readPart)))
}

// A body arrives as bytes, as a file on disk, or as a blob that the page's process holds.
async function readPart(part: UploadData): Promise<Buffer> {
  const { file } = part as { file?: string }
  if (file) return readFile(file)
  return part.blobUUID ? session.defaultSession.getBlobData(part.blobUUID) : part.bytes
}
