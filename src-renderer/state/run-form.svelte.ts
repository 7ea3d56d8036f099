import type { Augmentation } from '../../src-main/contract/augmentations.ts'
import { CONFIG_FIELDS, type ConfigField } from '../../src-main/contract/config-fields.ts'
import type { Dataset, Run } from '../../src-main/contract/models.ts'
import {
  parseConfig,
  PRESETS,
  resolveConfig,
  type Preset,
  type PresetId
} from '../../src-main/contract/presets.ts'
import { givenBy, type RunConfig, type RunConfigKey } from '../../src-main/contract/run-config.ts'
import { sentenceOf, settingProblem } from './setting-problem.ts'

export type FieldValue = string | number | boolean

/** What of the form lives on with the project. */
export interface RunFormDraft {
  preset: PresetId
  changes: Partial<Record<RunConfigKey, FieldValue>>
}

// Given by the data set, so they are not asked for.
const GIVEN: RunConfigKey[] = ['size', 'channels', 'classes']

/** A preset, or the run that is forked, and what the person changed of it, checked by the contract's own schema. */
export class RunForm {
  #preset = $state<PresetId>('dcgan')
  #changes = $state.raw<RunFormDraft['changes']>({})
  /** What the data set that the run is for gives. */
  #given = $state.raw<Partial<ReturnType<typeof givenBy>>>({})
  /** What stands in place of the preset. */
  readonly #parent: RunConfig | undefined

  constructor(parent?: Pick<Run, 'config'>) {
    this.#parent = parent?.config
  }

  /** The starting point; what was changed of the one before stays changed. */
  get preset(): PresetId {
    return this.#preset
  }

  set preset(preset: PresetId) {
    this.#preset = preset
  }

  /** Only what differs from the preset, as `startRun` takes it. */
  get changes(): RunFormDraft['changes'] {
    return this.#changes
  }

  /** The settings that are asked for, in the schema's order. */
  get fields(): ConfigField[] {
    return CONFIG_FIELDS.filter(({ key }) => !GIVEN.includes(key))
  }

  /** Takes what the data set gives. */
  useDataset(dataset: Pick<Dataset, 'size' | 'channels'> | undefined): void {
    this.#given = dataset ? givenBy(dataset) : {}
  }

  /** What a field holds now, valid or not. */
  value(field: ConfigField): FieldValue {
    return this.#changes[field.key] ?? this.presetValue(field)
  }

  /** What the field holds without the person. */
  presetValue(field: ConfigField): FieldValue {
    const inherited = this.#parent?.[field.key]
    if (inherited !== undefined) return inherited
    const preset: Preset = PRESETS[this.#preset]
    return preset.config[field.key] ?? field.default
  }

  /** True where the person's value differs from the preset's. */
  isChanged(field: ConfigField): boolean {
    return this.value(field) !== this.presetValue(field)
  }

  /** How many fields the person has changed. */
  get changedCount(): number {
    return this.fields.filter((field) => this.isChanged(field)).length
  }

  /** Takes a value, valid or not; the preset's own value is no change. */
  change(field: ConfigField, value: FieldValue): void {
    if (value === this.presetValue(field)) return this.reset(field)
    this.#changes = { ...this.#changes, [field.key]: value }
  }

  /** Mirrors pictures or not, and augments them as named, in the order of the contract. */
  takeAugmentation(flip: boolean, names: readonly Augmentation[]): void {
    const values: Partial<Record<RunConfigKey, FieldValue>> = {
      flip,
      augment: names.length > 0 ? names.join('+') : 'none'
    }
    for (const field of this.fields) {
      const value = values[field.key]
      if (value !== undefined) this.change(field, value)
    }
  }

  /** Back to the preset's value. */
  reset(field: ConfigField): void {
    const others = Object.entries(this.#changes).filter(([key]) => key !== field.key)
    this.#changes = Object.fromEntries(others)
  }

  /** Back to the preset as it is. */
  resetAll(): void {
    this.#changes = {}
  }

  /** Why one field's own value cannot be, with the nearest valid choice. */
  fieldProblem(field: ConfigField): string | undefined {
    return settingProblem(field, this.value(field))
  }

  /** Why the fields cannot stand together, when each is fine alone. */
  get problem(): string | undefined {
    if (this.fields.some((field) => this.fieldProblem(field))) return undefined
    return sentenceOf(() => this.#resolve())
  }

  /** The whole config, where the form is valid. */
  get config(): RunConfig | undefined {
    try {
      return this.#resolve()
    } catch {
      return undefined
    }
  }

  /** What `restore` takes. */
  get draft(): RunFormDraft {
    return { preset: this.#preset, changes: this.#changes }
  }

  /** Takes a draft kept earlier; what an older program wrote and this one does not know is left out. */
  restore(draft: unknown): void {
    const { preset, changes } = (draft ?? {}) as Partial<RunFormDraft>
    if (preset && Object.hasOwn(PRESETS, preset)) this.#preset = preset
    const known = Object.entries(changes ?? {}).filter(([key]) =>
      this.fields.some((field) => field.key === key)
    )
    this.#changes = Object.fromEntries(known)
  }

  /** Takes the settings of another run; those that a data set gives stay with the data set. */
  take({ preset, config }: Pick<Run, 'preset' | 'config'>): void {
    // A preset that is gone leaves only the settings themselves.
    this.#preset = Object.hasOwn(PRESETS, preset) ? (preset as PresetId) : 'dcgan'
    // Runs of earlier releases lack the later settings, which then stay as the preset has them.
    const others = this.fields
      .filter((field) => (config[field.key] ?? this.presetValue(field)) !== this.presetValue(field))
      .map(({ key }) => [key, config[key]])
    this.#changes = Object.fromEntries(others)
  }

  #resolve(): RunConfig {
    return this.#parent
      ? parseConfig({ ...this.#parent, ...this.#changes })
      : resolveConfig(this.#preset, { ...this.#changes, ...this.#given })
  }
}

/** What one arrow key adds to a number: a tenth of the default's size, whole for whole numbers; a tenth from a default of 0. */
export function stepOf({ kind, default: value }: ConfigField): number {
  if (typeof value !== 'number') return 1
  if (value === 0) return kind === 'integer' ? 1 : 0.1
  const step = 10 ** (Math.floor(Math.log10(value)) - 1)
  return kind === 'integer' ? Math.max(1, step) : step
}
