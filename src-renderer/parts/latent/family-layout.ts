import type { Lineage, LineageStep } from '../../../src-main/contract/latent.ts'

/** A step of a family tree on its grid. */
export interface FamilyNode {
  step: LineageStep
  /** The step's place in the lineage. */
  at: number
  /** Columns go from the oldest, rows are counted within a column. */
  column: number
  row: number
}

/** Lays a lineage out: each step one column right of its latest parent. */
export function layOutFamily(lineage: Lineage): FamilyNode[] {
  const nodes: FamilyNode[] = []
  const rows: number[] = []
  lineage.forEach((step, at) => {
    const column = Math.max(-1, ...step.parents.map((parent) => nodes[parent]!.column)) + 1
    const row = rows[column] ?? 0
    rows[column] = row + 1
    nodes.push({ step, at, column, row })
  })
  return nodes
}
