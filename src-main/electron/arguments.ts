import { parseArgs } from 'node:util'
import { StudioError } from '../contract/errors.ts'

/** What the window's command line asks for. */
export interface WindowArguments {
  /** The URL of a studio served elsewhere, with its token. */
  connect?: string
  /** A project to open, or to make. */
  project?: string
  /** Trains a few steps with the real store and worker, prints one line of JSON, and ends. */
  selfCheck: boolean
  /** The same with the worker alone, on the data set's cache in this folder. */
  trainerCheck?: string
}

const TEXTS = ['connect', 'project', 'trainer-check'] as const

/** Reads the command line; Chromium's own switches stand there too and are none of our business. */
export function readWindowArguments(args: string[]): WindowArguments {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    strict: false,
    options: {
      connect: text,
      project: text,
      'self-check': { type: 'boolean' },
      'trainer-check': text
    }
  })
  for (const name of TEXTS) {
    if (values[name] === true) {
      throw new StudioError('start/arguments', `--${name} needs a value after it.`)
    }
  }
  const given = (name: (typeof TEXTS)[number]): string | undefined =>
    typeof values[name] === 'string' ? values[name] : undefined
  const connect = given('connect')
  const project = given('project')
  const trainerCheck = given('trainer-check')
  if (connect !== undefined && project !== undefined) {
    throw new StudioError(
      'start/arguments',
      '--project opens a folder of this machine, and --connect shows the studio of another; give one of them.'
    )
  }
  return {
    selfCheck: values['self-check'] === true,
    ...(connect !== undefined && { connect }),
    ...(project !== undefined && { project }),
    ...(trainerCheck !== undefined && { trainerCheck })
  }
}
