/** The sets that the studio draws by itself. */
export const SAMPLE_SETS = ['avatars', 'shapes', 'edges-to-shapes', 'voxels'] as const
export type SampleSetKind = (typeof SAMPLE_SETS)[number]

/** Why a picture may be left out, as `ExclusionReason` has it. */
export const EXCLUSION_REASONS = ['duplicate', 'near', 'person'] as const

/**
 * Below this distance a near duplicate is the same picture again rather than another one of the same
 * thing: 19 of 20 JPEGs of quality 30 are, and 1 of 10 neighbouring views of a turntable.
 */
export const CLOSE_COPY = 0.4

/** The journal of changes beside a data set's pictures, one line of JSON for what was done at once. */
export const EDITS_FILE = 'edits.jsonl'

/** Pictures in one data set. */
export const MOST_PICTURES = 10_000_000
