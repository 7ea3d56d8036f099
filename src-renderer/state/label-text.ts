import type { DatasetFacts, Labels } from '../../src-main/contract/models.ts'

/** What one picture has of one attribute. */
export interface Label {
  attribute: string
  value: string
}

/** An attribute with how many pictures have each of its values; the commonest value first. */
export type AttributeCounts = DatasetFacts['attributes'][number]

/** The value of a bare tag. */
export const TAGGED = 'yes'
// As the contract has it.
const LONGEST_ATTRIBUTE = 64
const LONGEST_VALUE = 500

/** "glasses" for a bare tag, else "hair: long". */
export function labelText({ attribute, value }: Label): string {
  return value === TAGGED ? attribute : `${attribute}: ${value}`
}

/** What a person typed as a label: "glasses" or "hair: long"; undefined where it is none. */
export function parseLabel(text: string): Label | undefined {
  const colon = text.indexOf(':')
  const attribute = (colon < 0 ? text : text.slice(0, colon)).trim()
  const value = colon < 0 ? TAGGED : text.slice(colon + 1).trim()
  const isShort = attribute.length <= LONGEST_ATTRIBUTE && value.length <= LONGEST_VALUE
  return attribute !== '' && value !== '' && isShort ? { attribute, value } : undefined
}

/** Known labels that begin with, or else hold, what was typed; those of most pictures first. */
export function suggestLabels(
  typed: string,
  attributes: readonly AttributeCounts[],
  most = 8
): (Label & { count: number })[] {
  const wanted = typed.trim().toLowerCase()
  const all = attributes
    .filter(isChosen)
    .flatMap(({ attribute, values }) =>
      values.map(({ value, count }) => ({ attribute, value, count }))
    )
  const texts = all.map((label) => labelText(label).toLowerCase())
  // "hair long" finds "hair: long" too.
  const loosely = wanted.replace(/\s*:\s*/, ' ')
  const rank = (index: number): number => {
    const text = texts[index]!.replace(': ', ' ')
    if (text === loosely) return 0
    return text.startsWith(loosely) ? 1 : text.includes(loosely) ? 2 : 3
  }
  return all
    .map((label, index) => ({ label, rank: rank(index) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || b.label.count - a.label.count)
    .slice(0, most)
    .map(({ label }) => label)
}

/** Whether an attribute has values to choose from, and is not free text that differs each time. */
export function isChosen({ labelled, values, more }: AttributeCounts): boolean {
  return values.length + more <= Math.max(12, labelled / 4)
}

/** Counts the values of each attribute; attributes in the order in which they first appear. */
export function countLabels(all: Iterable<Labels>): AttributeCounts[] {
  const attributes = new Map<string, Map<string, number>>()
  for (const labels of all) {
    for (const [attribute, value] of Object.entries(labels)) {
      const values = attributes.get(attribute) ?? new Map<string, number>()
      attributes.set(attribute, values)
      values.set(value, (values.get(value) ?? 0) + 1)
    }
  }
  return [...attributes].map(([attribute, values]) => {
    const counts = [...values].map(([value, count]) => ({ value, count }))
    counts.sort((a, b) => b.count - a.count)
    const labelled = counts.reduce((sum, { count }) => sum + count, 0)
    return { attribute, labelled, values: counts, more: 0 }
  })
}
