/** The window's own scheme; `studio` is its only host, which makes one origin. */
export const SCHEME = 'app'
export const PAGE_URL = `${SCHEME}://studio/`

// Where the interface's explanations lead: the papers behind them.
const OUTSIDE_HOSTS = ['arxiv.org', 'doi.org', 'distill.pub', 'proceedings.mlr.press']

// What a window may load: its own pages, pictures it made itself, and Chromium's own tools.
const LOADABLE = ['app:', 'blob:', 'data:', 'devtools:']

/** True for addresses of our own pages; a reload is the one navigation there is. */
export function isOwnPage(url: string): boolean {
  // Compared as text: Node gives `app:` URLs no origin.
  return url.startsWith(PAGE_URL)
}

/** True for links that may be handed to the person's browser. */
export function isOutsideLink(url: string): boolean {
  const parsed = parse(url)
  return parsed?.protocol === 'https:' && !parsed.port && OUTSIDE_HOSTS.includes(parsed.hostname)
}

/** True for what a window may ask for at all; nothing of a page leaves the machine. */
export function isLoadable(url: string): boolean {
  const parsed = parse(url)
  return parsed !== undefined && LOADABLE.includes(parsed.protocol)
}

/** Who knocks at the one IPC door. */
export interface Sender {
  url: string
  isMainFrame: boolean
  isOwnWindow: boolean
}

/** Only the page itself is let in: no frame inside it, no other window. */
export function isTrustedSender({ url, isMainFrame, isOwnWindow }: Sender): boolean {
  return isOwnWindow && isMainFrame && isOwnPage(url)
}

/** The request target of one of our addresses, as HTTP would have it; undefined for other hosts. */
export function readTarget(url: string): string | undefined {
  return isOwnPage(url) ? url.slice(PAGE_URL.length - 1) : undefined
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
