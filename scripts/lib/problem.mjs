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
 * Runs a script's main function: a problem becomes its sentence and exit 1, the rest keeps its stack.
 * @param {() => Promise<number | void>} main Resolves to the exit code, 0 when to nothing.
 */
export function runScript(main) {
  main().then(
    (code) => {
      process.exitCode = code ?? 0
    },
    (error) => {
      if (!(error instanceof SetupProblem)) throw error
      if (error.detail) process.stderr.write(`${error.detail.trimEnd()}\n\n`)
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
    }
  )
}
