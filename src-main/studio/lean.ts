import type { Environment } from '../contract/engine-settings.ts'

/**
 * For a process of many threads that each hold little, as the importer is: arenas of malloc, and of V8
 * for new objects, are kept after they were used and would be the greater part of its memory.
 */
export function leanEnvironment(
  { NODE_OPTIONS = '' }: NodeJS.ProcessEnv = process.env
): Environment {
  return { MALLOC_ARENA_MAX: '2', NODE_OPTIONS: `${NODE_OPTIONS} --max-semi-space-size=2`.trim() }
}
