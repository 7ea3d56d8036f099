import { stripVTControlCharacters } from 'node:util'
import { endWithNpm } from './processes.mjs'

/** Something the person at the keyboard can cure: one sentence that says what, why and the command that helps. */
export class SetupProblem extends Error {
  /**
   * @param {string} code Stable, `area/reason`; the tests hold on to it.
   * @param {string} message
   * @param {string} [detail] What the failing tool said, printed below the sentence.
   */
  constructor(code, message, detail) {
    super(message)
    this.name = 'SetupProblem'
    this.code = code
    this.detail = detail
  }
}

/**
 * What a person sees of a problem: what the failing tool said, then the sentence.
 * @param {SetupProblem} problem
 */
export function problemText({ message, detail }) {
  if (!detail) return `${message}\n`
  // Some tools colour what they say even where nobody can see it.
  const said = process.stderr.isTTY ? detail : stripVTControlCharacters(detail)
  return `${said.trimEnd()}\n\n${message}\n`
}

/**
 * Runs a script's main function: a problem becomes its sentence and exit 1, the rest keeps its stack.
 * @param {() => Promise<number | void>} main Resolves to the exit code, 0 when to nothing.
 */
export function runScript(main) {
  endWithNpm()
  main().then(
    (code) => {
      process.exitCode = code ?? 0
    },
    (error) => {
      if (!(error instanceof SetupProblem)) throw error
      process.stderr.write(problemText(error))
      process.exitCode = 1
    }
  )
}
