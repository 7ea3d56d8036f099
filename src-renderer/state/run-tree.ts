import {
  configDifference,
  type SettingDifference
} from '../../src-main/contract/config-difference.ts'
import type { Run } from '../../src-main/contract/models.ts'

/** A run among those that were forked from it. */
export interface TreeNode {
  run: Run
  /** How many forks deep it is, from 0. */
  depth: number
  /** What differs from its parent; empty at a root. */
  changed: SettingDifference[]
  /** Its parent is not here any more. */
  isOrphan: boolean
}

/** The family of a run, its oldest forebear first and every fork under its parent, in the order they were made. */
export function familyOf(runs: readonly Run[], id: string): TreeNode[] {
  const byId = new Map(runs.map((run) => [run.id, run]))
  let root = byId.get(id)
  // A parent is older than its fork, so that this ends.
  for (let up = root; up; up = up.parent && byId.get(up.parent.run)) root = up
  const family: TreeNode[] = []
  const add = (run: Run, depth: number): void => {
    const parent = run.parent && byId.get(run.parent.run)
    const changed = parent ? configDifference([parent.config, run.config]) : []
    family.push({ run, depth, changed, isOrphan: run.parent !== undefined && !parent })
    for (const child of runs) if (child.parent?.run === run.id) add(child, depth + 1)
  }
  if (root) add(root, 0)
  return family
}
