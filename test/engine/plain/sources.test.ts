import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { PLAIN_OPERATIONS } from '../../../src-main/engine/plain/operations.ts'

it('runs each raw operation that the sources call', () => {
  const called = new Set(sourceFiles('src-main').flatMap(rawOperations))
  expect(called).toContain('Conv2D')
  expect([...called].filter((operation) => !PLAIN_OPERATIONS[operation])).toEqual([])
})

function sourceFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
}

/** Every name of an operation in the calls of `execute` and `executeAll` in a file. */
function rawOperations(file: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^execute(All)?$/.test(node.expression.getText())) {
      found.push(...literals(node.arguments[0]!))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

// Also those of `wide ? 'Conv3D' : 'Conv2D'`.
function literals(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  const inside: string[] = []
  ts.forEachChild(node, (child) => void inside.push(...literals(child)))
  return inside
}
