import { expect, test } from 'vitest'
import {
  isLoadable,
  isOutsideLink,
  isOwnPage,
  isTrustedSender,
  readTarget
} from '../../src-main/electron/policy.ts'

const FOREIGN = [
  'app://studio',
  'app://studio.evil.test/',
  'app://other/',
  'app://user@studio/',
  'app://studio:80/',
  'APP://studio/',
  'https://studio/',
  'http://127.0.0.1:4175/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<p>',
  'blob:app://studio/1',
  'about:blank',
  ''
]

test('a window stays on its own pages', () => {
  expect(FOREIGN.filter(isOwnPage)).toEqual([])
  expect(['app://studio/', 'app://studio/index.html#x'].filter(isOwnPage)).toHaveLength(2)
})

test('links lead to few places, by https alone', () => {
  expect(isOutsideLink('https://arxiv.org/abs/1406.2661')).toBe(true)
  const refused = [
    ...FOREIGN,
    'http://arxiv.org/',
    'https://arxiv.org.evil.test/',
    'https://evil.test/arxiv.org',
    'https://arxiv.org@evil.test/',
    'https://arxiv.org:8443/',
    'smb://arxiv.org/share',
    'file://arxiv.org/'
  ]
  expect(refused.filter(isOutsideLink)).toEqual([])
})

test('nothing is loaded over a network or from the disk', () => {
  const urls = [
    'app://studio/a.js',
    'blob:app://studio/1',
    'data:image/png;base64,',
    'https://arxiv.org/',
    'http://127.0.0.1:4175/',
    'ws://127.0.0.1:4175/rpc',
    'ftp://evil.test/',
    'file:///etc/passwd',
    'chrome-extension://a/b.js',
    'nonsense'
  ]
  expect(urls.filter(isLoadable)).toEqual(urls.slice(0, 3))
})

test('only the main frame of our own window on our own page may knock', () => {
  const page = { url: 'app://studio/', isMainFrame: true, isOwnWindow: true }
  expect(isTrustedSender(page)).toBe(true)
  expect(isTrustedSender({ ...page, isMainFrame: false })).toBe(false)
  expect(isTrustedSender({ ...page, isOwnWindow: false })).toBe(false)
  expect(FOREIGN.filter((url) => isTrustedSender({ ...page, url }))).toEqual([])
})

test('addresses become the targets that HTTP would have', () => {
  const urls = ['app://studio/', 'app://studio/pixels/a.png?x=1', 'app://other/a', 'file:///a']
  expect(urls.map(readTarget)).toEqual(['/', '/pixels/a.png?x=1', undefined, undefined])
})
