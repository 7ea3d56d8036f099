import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CASES } from '../../bench/cases/cases.ts'
import { startContestant } from '../../bench/contestants/contestant.ts'
import { difference } from '../../bench/step/agreement.ts'

const SCRIPTS = join(import.meta.dirname, '../../bench/contestants')
const stepCase = CASES.get('ring8')!
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gan-atelier-bench-test-'))
  execFileSync(process.execPath, [join(SCRIPTS, 'prepare.ts'), stepCase.name, folder])
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = (name: string) =>
  startContestant({ name, command: process.execPath, args: [join(SCRIPTS, `${name}.ts`)], env: {} })

it('captured and eager begin from the same weights and batches, answer and end', async () => {
  const contestants = ['captured', 'eager'].map(start)
  const losses = []
  for (const contestant of contestants) {
    const answer = await contestant.ask<'load'>({
      do: 'load',
      case: stepCase.name,
      settings: stepCase.settings,
      variant: { device: 'cpu' },
      folder
    })
    losses.push(answer.losses[0]!)
    const { ms } = await contestant.ask({ do: 'steps', count: 2 })
    expect(ms).toHaveLength(2)
    expect(Math.min(...ms)).toBeGreaterThan(0)
    await contestant.close()
  }
  expect(difference(losses[0]!, losses[1]!)).toBeLessThan(1e-5)
})

it('a contestant that dies is told of with what it said last, at once and afterwards', async () => {
  const contestant = startContestant({
    name: 'mute',
    command: process.execPath,
    args: ['-e', 'console.error("no such library"); process.exit(3)'],
    env: {}
  })
  const ask = () => contestant.ask({ do: 'steps', count: 1 })
  const wanted = {
    code: 'bench/contestant',
    message: expect.stringMatching(/mute.*3.*\n.*no such/)
  }
  await expect(ask()).rejects.toMatchObject(wanted)
  await expect(ask()).rejects.toMatchObject(wanted)
  await contestant.close()
})

it('a command that is not there is told of', async () => {
  const contestant = startContestant({
    name: 'missing',
    command: join(folder, 'none'),
    args: [],
    env: {}
  })
  await expect(contestant.ask({ do: 'steps', count: 1 })).rejects.toMatchObject({
    code: 'bench/contestant'
  })
  await contestant.close()
})
