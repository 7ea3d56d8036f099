import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { PLAIN_OPERATIONS } from '../../../src-main/engine/plain/operations.ts'

it('runs each raw operation that the sources name', () => {
  const named = new Set(
    ['src-main/engine/operations', 'src-main/gan', 'src-main/training'].flatMap(namedOperations)
  )
  // Named in a call of `execute`, and in a table or as an argument.
  expect([...named]).toEqual(
    expect.arrayContaining(['FusedBatchNormV3', 'Conv2D', 'LeakyReluGrad'])
  )
  const missing = [...named].filter((operation) => !PLAIN_OPERATIONS[operation])
  // The studio's own kernels are asked for only where they are loaded.
  expect(missing.filter((operation) => !operation.startsWith('Atelier'))).toEqual([])
})

// What a raw operation's name looks like, and no attribute's value such as SAME does.
const OPERATION = /^[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*$/

/** Every text in the code of a folder that can be a raw operation's name. */
function namedOperations(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return literals(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  })
}

function literals(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return OPERATION.test(node.text) ? [node.text] : []
  // `attribute.type('Tindices', …)` names an attribute.
  if (ts.isCallExpression(node) && node.expression.getText().startsWith('attribute.')) return []
  // What people read of a metric.
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'title') return []
  const inside: string[] = []
  ts.forEachChild(node, (child) => void inside.push(...literals(child)))
  return inside
}
