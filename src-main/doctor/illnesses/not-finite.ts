import type { Rule } from '../finding.ts'

/** Losses, gradients or weights that are no numbers any more end a run; nothing is as sure. */
export const notFinite: Rule = ({ notFinite: sentence, rows }) =>
  sentence === undefined
    ? undefined
    : {
        illness: 'not-finite',
        beyond: Infinity,
        since: rows.at(-1)?.images ?? 0,
        sentence: `Its numbers have grown beyond all bounds. ${sentence}`,
        evidence: [
          { kind: 'curve', columns: ['generatorGradient', 'discriminatorGradient'] },
          { kind: 'curve', columns: ['generatorLoss', 'discriminatorLoss'] }
        ]
      }
