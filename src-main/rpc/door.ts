import {
  STUDIO_CALLS,
  type CallName,
  type StudioApi,
  type StudioHandlers
} from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'

/** Every call of the contract, in its order. */
export const CALL_NAMES = Object.keys(STUDIO_CALLS) as CallName[]

/** True for the names of the contract and nothing inherited. */
export function isCallName(name: string): name is CallName {
  return Object.hasOwn(STUDIO_CALLS, name)
}

/**
 * The one door of a studio: what comes out takes raw inputs, checks them by the contract's schemas
 * and hands them on with defaults filled in. Transports and the command line enter here.
 */
export function openDoor(handlers: StudioHandlers): StudioApi {
  const entries = CALL_NAMES.map((name) => {
    // TypeScript cannot follow one name through both tables; the schemas are what keeps them equal.
    const handler = handlers[name] as (input: unknown) => unknown
    return [name, async (input: unknown) => await handler(checkInput(name, input))]
  })
  return Object.fromEntries(entries) as StudioApi
}

function checkInput(name: CallName, input: unknown): unknown {
  const parsed = STUDIO_CALLS[name].input.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.length ? `"${issue.path.join('.')}": ` : ''
  throw new StudioError('rpc/invalid', `The call "${name}" was refused; ${where}${issue?.message}.`)
}
