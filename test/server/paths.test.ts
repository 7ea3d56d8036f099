import { expect, test } from 'vitest'
import { isPixelPath, readPath, readUploadPath } from '../../src-main/server/paths.ts'
import { bearer, send, serve } from './served.ts'

const STEPS_UP = [
  '..',
  '%2e%2e',
  '%2E%2E',
  '.%2e',
  '%2e.',
  '..%00',
  '..%2f',
  '..%5c',
  '..\\',
  '%252e%252e',
  '....',
  '..;',
  '%c0%ae%c0%ae',
  '%uff0e%uff0e',
  '．．'
]
const BEGINNINGS = [
  '/',
  '//',
  '/assets/',
  '/pixels/',
  '/pixels/datasets/faces/',
  '/exports/job-1/',
  '/upload/drop-1/'
]
const ODD_TARGETS = [
  '/secret.txt',
  '/%2fsecret.txt',
  '/..%2f..%2fetc%2fpasswd',
  '/etc/passwd',
  '//etc/passwd',
  '/index.html/../../secret.txt',
  '/index.html%00.png',
  '/index.html#/../secret.txt',
  '/assets/index-1a2b.js/../../../secret.txt',
  '/C:/Windows/win.ini',
  '/file:///etc/passwd',
  '/pixels/datasets/faces/3.png/../../../../secret.txt',
  '/pixels/datasets/..%2f..%2fsecret/3.png',
  '/pixels/runs/../../secret.txt/snapshots/1.png',
  '/pixels/runs/a/snapshots/1.png%00',
  '/pixels/runs/a/snapshots/-1.png',
  '/exports/../secret.txt',
  '/exports/job-1/../../secret.txt',
  '/exports/job-1/.secret.txt',
  '/exports/job-1/a%2f..%2f..%2fsecret.txt',
  '/assets',
  '/assets/',
  '/__proto__',
  '/constructor'
]

const TARGETS = [
  ...BEGINNINGS.flatMap((beginning) =>
    STEPS_UP.flatMap((step) => [
      `${beginning}${step}/secret.txt`,
      `${beginning}${step}/${step}/secret.txt`
    ])
  ),
  ...ODD_TARGETS
]

test(`${TARGETS.length} traversals read nothing`, async () => {
  const served = await serve()
  for (const target of TARGETS) {
    // Node's client refuses letters outside Latin-1, as a browser would encode them.
    const sent = target.replaceAll('．', encodeURIComponent('．'))
    const { status, body } = await send(served.port, sent, { headers: bearer(served) })
    if (target.startsWith('/upload/')) expect(status, target).toBe(405)
    else expect([404, 200], target).toContain(status)
    // A fragment is cut off, which leaves the page itself.
    expect(status === 200, target).toBe(target.startsWith('/index.html#'))
    expect(body, target).not.toContain(served.secret)
  }
})

test(`uploads take no step up, in ${STEPS_UP.length} spellings`, async () => {
  const served = await serve()
  const { port, uploads } = served
  for (const step of STEPS_UP) {
    for (const target of [`/upload/drop-1/${step}/a.png`, `/upload/${step}/a.png`]) {
      const sent = target.replaceAll('．', encodeURIComponent('．'))
      await send(port, sent, { method: 'POST', headers: bearer(served), body: 'pixels' })
    }
  }
  // What was let through are names with an odd look, and every separator in them is plain.
  expect(uploads.map(([, file]) => file)).toEqual([
    '%2e%2e/a.png',
    '..../a.png',
    '..;/a.png',
    '．．/a.png'
  ])
})

test('upload paths are decoded once, and refused whole', () => {
  expect(readUploadPath('/upload/drop-1/r%C3%A9d/50%25.png')).toEqual({
    upload: 'drop-1',
    file: 'réd/50%.png'
  })
  const refused = [
    '/upload/drop-1',
    '/upload/drop-1/',
    '/upload/drop-1//etc/passwd',
    '/upload/drop-1/a//b.png',
    '/upload/drop-1/a/',
    '/upload/Drop_1/a.png',
    '/upload//a.png',
    '/upload/drop-1/a%2Fb.png',
    '/upload/drop-1/a%00.png',
    '/upload/drop-1/%E9.png',
    '/upload/drop-1/a/%2e%2e/b.png',
    '/upload/drop-1/a%5C..%5Cb.png',
    `/upload/${'a'.repeat(65)}/b.png`
  ]
  expect(refused.map(readUploadPath)).toEqual(refused.map(() => undefined))
})

test('targets lose their query and fragment; what is not a path is none', () => {
  const targets = ['/a?b/c', '/a#b?c', '/', '*', 'http://evil.test/a', '', 'a']
  expect(targets.map(readPath)).toEqual(['/a', '/a', '/', ...Array(4).fill(undefined)])
})

test('only whole names of pictures are pixel paths', () => {
  expect(isPixelPath('/pixels/runs/run-1/snapshots/640.png')).toBe(true)
  expect(isPixelPath('/pixels/runs/run-1/snapshots/640.png/')).toBe(false)
  expect(isPixelPath('/x/pixels/runs/run-1/snapshots/640.png')).toBe(false)
})
