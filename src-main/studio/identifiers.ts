import { randomBytes } from 'node:crypto'

/** A new name for a row and its folder: 40 random bits as lower-case hex. */
export function newId(): string {
  return randomBytes(5).toString('hex')
}

/** `name`, or `name 2`, `name 3`, … where it is taken. */
export function uniqueName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  let number = 2
  while (taken.includes(`${name} ${number}`)) number++
  return `${name} ${number}`
}
