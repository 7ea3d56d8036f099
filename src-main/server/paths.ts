import { EXPORT_PATTERN } from '../contract/exports.ts'
import { PIXEL_PATTERNS } from '../contract/pixels.ts'

/** The path of a request target; undefined where it is not one of this server, like `http://…` or `*`. */
export function readPath(target: string): string | undefined {
  const path = target.split(/[?#]/, 1)[0]!
  return path.startsWith('/') ? path : undefined
}

/** True for paths that name a picture by the contract; they hold no dots but that of `.png`. */
export function isPixelPath(path: string): boolean {
  return Object.values(PIXEL_PATTERNS).some((pattern) => pattern.test(path))
}

/** True for paths that name a finished export by the contract; a name has no slash and begins with no dot. */
export function isExportPath(path: string): boolean {
  return EXPORT_PATTERN.test(path)
}

/** The two parts of `/upload/<id>/<relative path>`, decoded once. */
export interface UploadPath {
  upload: string
  file: string
}

const UPLOAD = /^\/upload\/([a-z0-9-]{1,64})\/([^/].*)$/

/** Reads the path of an upload; undefined where a part is empty, a step up, or hides a separator. */
export function readUploadPath(path: string): UploadPath | undefined {
  const match = UPLOAD.exec(path)
  const steps = match?.[2]!.split('/').map(decodeStep)
  if (!match || !steps) return undefined
  if (!steps.every((step): step is string => step !== undefined)) return undefined
  return { upload: match[1]!, file: steps.join('/') }
}

// Empty, a step up, or a separator in disguise; the studio makes other odd letters harmless.
const FORBIDDEN = /\/|^\.{0,2}$|(^|\\)\.\.(\\|$)/

function decodeStep(step: string): string | undefined {
  try {
    const name = decodeURIComponent(step)
    return FORBIDDEN.test(name) || name.includes('\0') ? undefined : name
  } catch {
    return undefined
  }
}
