import { afterEach, expect, test, vi } from 'vitest'
import { ensureSomeEngine } from '../../scripts/lib/engine-choice.mjs'
import { SetupProblem } from '../../scripts/lib/problem.mjs'

const said: string[] = []
vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
afterEach(() => void said.splice(0))

const works = async (): Promise<void> => undefined
const fails = (message: string) => async (): Promise<void> => {
  throw new SetupProblem('setup/network', message, 'what pip said')
}

test('the first way that works ends the search, without a word', async () => {
  const tried: string[] = []
  const way = (name: string, work: () => Promise<void>) => async () => (tried.push(name), work())
  await ensureSomeEngine(
    'cpu',
    'root',
    [way('wheels', fails('No Python.')), way('installer', works)],
    'auto'
  )
  expect(tried).toEqual(['wheels', 'installer'])
  expect(said).toEqual([])
})

test('without TensorFlow the set-up goes on, loudly, and says what was tried', async () => {
  await ensureSomeEngine('cpu', 'root', [fails('No Python.'), fails('No bucket.')], 'auto')
  const text = said.join('')
  expect(text).toMatch(
    /what pip said\s+No Python\.\s+what pip said\s+No bucket\.\s+SLOW ENGINE: .* export GAN_ATELIER_ENGINE=plain/
  )
})

test('whoever insists on TensorFlow is told why there is none', async () => {
  const ways = [fails('No Python.'), fails('No bucket.')]
  await expect(ensureSomeEngine('cpu', 'root', ways, 'tensorflow')).rejects.toThrow('No Python.')
})

test('whoever asked for a GPU is told rather than given the slow engine', async () => {
  await expect(ensureSomeEngine('gpu', 'root', [fails('No room.')], 'auto')).rejects.toThrow(
    'No room.'
  )
})

test('whoever asks for the slow engine fetches nothing', async () => {
  await ensureSomeEngine('cpu', 'root', [fails('Tried nevertheless.')], 'plain')
  expect(said).toEqual([])
})

test('a fault of ours is no reason to go on', async () => {
  const broken = async (): Promise<void> => {
    throw new TypeError('a bug')
  }
  await expect(ensureSomeEngine('cpu', 'root', [broken, works], 'auto')).rejects.toThrow('a bug')
})
