import type { PictureBytes } from '../contract/studio.ts'

/**
 * What a page may load: its own files, nothing inline and nothing from elsewhere. Widgets and plots
 * set their styles through the DOM, which needs no exception; `blob:` is for a picture being saved.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

/** Stand on every reply of both shells, refusals included. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff'
}

const ONE_YEAR_SECONDS = 31_536_000

/** Kept by the window alone; `no-cache` asks again each time. */
export function cacheControl({ immutable }: Pick<PictureBytes, 'immutable'>): string {
  return immutable ? `private, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache'
}
