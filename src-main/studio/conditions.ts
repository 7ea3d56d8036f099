import { MOST_CLASSES } from '../contract/condition.ts'
import type { StudioHandlers } from '../contract/api.ts'
import { StudioError } from '../contract/errors.ts'
import type { Dataset } from '../contract/models.ts'
import { PRESETS, type Preset } from '../contract/presets.ts'

/** A person's changes to a preset, by setting. */
export type Changes = Record<string, unknown>

/**
 * Adds to a run's changes the classes that its data set has by the label they name; without a label they stay as
 * they are. Rejects with `config/label`.
 */
export type AddClasses = (dataset: Dataset, preset: string, changes: Changes) => Promise<Changes>

/** Reads what data sets hold by `facts`. */
export function createConditions(facts: StudioHandlers['getDatasetFacts']): AddClasses {
  return async (dataset, preset, changes) => {
    const label = changes['label'] ?? (PRESETS as Record<string, Preset>)[preset]?.config.label
    // What is no word is refused with the other settings.
    if (typeof label !== 'string' || label === '' || changes['classes']) return changes
    const { attributes } = await facts({ dataset: dataset.id })
    const found = attributes.find(({ attribute }) => attribute === label)
    if (!found) throw unknown(dataset, label, attributes)
    if (found.values.length < 2 || found.more > 0) {
      const count = found.values.length + found.more
      throw new StudioError(
        'config/label',
        `"label" is ${label}, of which “${dataset.name}” has ${count === 1 ? 'one value' : `${count} values`}; classes can be 2 to ${MOST_CLASSES}, so choose another label.`
      )
    }
    const names = found.values.map(({ value }) => value).sort(inOrder)
    return { ...changes, classes: names.join('\n') }
  }
}

// Numbers by size, so that 10 comes after 9.
const inOrder = new Intl.Collator('en', { numeric: true }).compare

function unknown(
  { name }: Dataset,
  label: string,
  attributes: readonly { attribute: string }[]
): StudioError {
  const known = attributes.map(({ attribute }) => attribute)
  return new StudioError(
    'config/label',
    known.length > 0
      ? `"label" is ${label}, but the pictures of “${name}” have ${known.join(', ')}; choose one of these.`
      : `"label" is ${label}, but the pictures of “${name}” have no labels; label them, or import folders of one class each.`
  )
}
