import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PEERS } from '../../bench/peers/peers.ts'
import { versionOf } from '../../bench/peers/provision.ts'

const FOLDER = join(import.meta.dirname, '../../bench/peers')
// Of the libraries themselves.
const THEIRS = ['torch', 'torch.nn']
const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.py'))

it('every script of a peer is Python, and finds what it imports of the others', () => {
  const check = [
    'import ast, sys',
    'for name in sys.argv[1:]:',
    '    tree = ast.parse(open(name).read(), name)',
    '    for node in ast.walk(tree):',
    '        if isinstance(node, ast.ImportFrom): print(node.module)'
  ].join('\n')
  const paths = scripts.map((name) => join(FOLDER, name))
  const imported = execFileSync('python3', ['-c', check, ...paths], { encoding: 'utf8' })
  const ours = new Set(scripts.map((name) => name.replace(/\.py$/, '')))
  const unknown = imported
    .trim()
    .split('\n')
    .filter((name) => !ours.has(name))
  expect(unknown.filter((name) => !THEIRS.includes(name))).toEqual([])
  expect(scripts.length).toBeGreaterThan(8)
})

it('every peer pins the versions of all that it asks for', () => {
  for (const peer of Object.values(PEERS)) {
    const lines = readFileSync(peer.requirements, 'utf8').trim().split('\n')
    for (const line of lines) expect(line).toMatch(/^[\w-]+(\[[\w-]+\])?==[\d.]+$/)
    expect(versionOf(lines.join('\n'), peer.package)).toMatch(/^\d+\.\d+\.\d+$/)
    expect(scripts).toContain(peer.script.split(/[\\/]/).at(-1))
  }
})

it('a version is read with and without extras, and never another package’s', () => {
  const text = 'tensorflow[and-cuda]==2.21.0\ntensorflow-cpu==2.20.0\n'
  expect(versionOf(text, 'tensorflow')).toBe('2.21.0')
  expect(versionOf(text, 'tensorflow-cpu')).toBe('2.20.0')
  expect(() => versionOf(text, 'torch')).toThrow('torch')
})
