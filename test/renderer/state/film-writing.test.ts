import { expect, test, vi } from 'vitest'
import { StudioError } from '../../../src-main/contract/errors.ts'
import { Films, type EncodeFilm } from '../../../src-renderer/state/film-writing.svelte.ts'
import { Messages } from '../../../src-renderer/state/messages.svelte.ts'

const FILM = {
  format: 'webm',
  width: 16,
  height: 16,
  framesPerSecond: 25,
  frames: 4,
  draw: async () => {}
} as const

// An encoder that goes on frame by frame when it is told to; the real one is for browsers.
function testFilms() {
  const messages = new Messages()
  const saved: string[] = []
  let advance = (): void => {}
  const encode: EncodeFilm<unknown> = async (film, { report, signal }) => {
    for (let frame = 0; frame < film.frames; frame++) {
      await new Promise<void>((resolve) => (advance = resolve))
      if (signal.aborted) throw new StudioError('film/cancelled', 'The film was cancelled.')
      report(frame + 1)
    }
    return new Blob(['film'])
  }
  const films = new Films(messages, encode, (_url, name) => void saved.push(name))
  const step = async (): Promise<void> => {
    advance()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { films, messages, saved, step }
}

test('a film is told of frame by frame, and saved when it is written', async () => {
  const { films, messages, saved, step } = testFilms()
  const written = films.write(FILM, 'a walk', 'walk.webm')
  const writing = films.current!
  expect([writing.done, writing.total, writing.etaSeconds]).toEqual([0, 4, undefined])
  await step()
  expect([writing.done, writing.etaSeconds]).toEqual([1, expect.any(Number)])
  for (let frame = 0; frame < 3; frame++) await step()
  await written
  expect([films.current, saved]).toEqual([undefined, ['walk.webm']])
  expect(messages.last?.text).toBe('walk.webm is written.')
  messages.last?.action?.run()
  expect(saved).toEqual(['walk.webm', 'walk.webm'])
})

test('a cancelled film leaves nothing behind, and only one is written at a time', async () => {
  const { films, messages, saved, step } = testFilms()
  const written = films.write(FILM, 'a walk', 'walk.webm')
  await films.write(FILM, 'another', 'another.webm')
  expect(messages.last?.text).toBe('a walk is still being written; wait for it or cancel it.')
  films.current?.cancel()
  await step()
  await written
  expect([films.current, saved, messages.last?.text]).toEqual([
    undefined,
    [],
    'walk.webm was cancelled.'
  ])
})

test('a film that cannot be encoded is one sentence', async () => {
  const messages = new Messages()
  const refuse = vi.fn().mockRejectedValue(new StudioError('film/unsupported', 'It cannot.'))
  const films = new Films(messages, refuse, () => {})
  await films.write(FILM, 'a walk', 'walk.mp4')
  expect([films.current, messages.last?.text]).toEqual([undefined, 'It cannot.'])
})
