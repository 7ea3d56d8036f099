import type { Diagnosis, Evidence, Verdict } from '../contract/doctor.ts'
import { EXIT_DONE, type Command } from './command.ts'
import { openRun } from './find.ts'

/** `atelier doctor` */
export const doctor: Command = {
  summary: 'what is wrong with a run, how sure that is, since when, and what may help',
  usage: '--project P [--run R]',
  help: [
    '--run R  id or name of the run; by default the newest',
    'It goes by what is stored: losses, accuracies, and measured checkpoints (see: atelier evaluate).'
  ],
  options: {
    project: { type: 'string' },
    run: { type: 'string' }
  },
  run: async (session) => {
    const { id } = await openRun(session)
    const diagnosis = await session.api.getDiagnosis({ run: id })
    session.terminal.result(diagnosis, tell(diagnosis))
    return EXIT_DONE
  }
}

function tell({ sentence, verdicts }: Diagnosis): string {
  return [sentence, ...verdicts.flatMap(lines)].join('\n')
}

function lines({ illness, sure, since, sentence, evidence, remedies }: Verdict): string[] {
  return [
    '',
    `${illness}, ${Math.round(100 * sure)} % sure, since ${since} images: ${sentence}`,
    ...evidence.flatMap(figure),
    ...remedies.map(
      ({ title, why, from, changes }) =>
        `  ${title}, ${from > 0 ? `from ${from} images` : 'from the start'}: ${why} ${settings(changes)}`
    )
  ]
}

function figure(evidence: Evidence): string[] {
  if (evidence.kind !== 'figure') return []
  const { title, value, limit } = evidence
  return [`  ${title}: ${value.toPrecision(3)}, limit ${limit}`]
}

function settings(changes: Verdict['remedies'][number]['changes']): string {
  return Object.entries(changes)
    .map(([key, value]) => `--set ${key}=${String(value)}`)
    .join(' ')
}
