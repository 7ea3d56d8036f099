/** Does pieces of work one after another, in the order in which they come; one that fails holds up no other. */
export function createSerial() {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work)
    last = turn
    return turn
  }
}
