import type { ConfigField } from '../../src-main/contract/config-fields.ts'
import {
  FAKE_SMOOTHING,
  PLAY_BASE,
  PLAY_PRESETS,
  playConfig,
  type PlayPresetId
} from '../../src-main/contract/play.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import type { FieldValue } from './run-form.svelte.ts'
import { MORE_TOY_FIELDS, TOY_FIELDS } from './toy-settings.ts'
import { sentenceOf, settingProblem } from './setting-problem.ts'

/** What a toy is made of: a preset, and what the person changed of it. */
export interface ToyDraft {
  preset: PlayPresetId
  changes: Record<string, FieldValue>
}

/** The settings of one toy, checked by the contract's own schema. */
export class ToyForm {
  #preset = $state<PlayPresetId>('plain')
  #changes = $state.raw<Record<string, FieldValue>>({})

  get preset(): PlayPresetId {
    return this.#preset
  }

  /** Another starting point; what was changed of the one before is taken back. */
  set preset(preset: PlayPresetId) {
    this.#preset = preset
    this.#changes = {}
  }

  get changes(): Record<string, FieldValue> {
    return this.#changes
  }

  value(field: ConfigField): FieldValue {
    return this.#changes[field.key] ?? this.presetValue(field)
  }

  presetValue(field: ConfigField): FieldValue {
    const preset: Partial<RunConfig> = PLAY_PRESETS[this.#preset].config
    const base: Partial<RunConfig> = PLAY_BASE
    return preset[field.key] ?? base[field.key] ?? field.default
  }

  isChanged(field: ConfigField): boolean {
    return this.value(field) !== this.presetValue(field)
  }

  change(field: ConfigField, value: FieldValue): void {
    if (value === this.presetValue(field)) return this.reset(field)
    this.#changes = { ...this.#changes, [field.key]: value }
  }

  reset(field: Pick<ConfigField, 'key'>): void {
    this.#drop(field.key)
  }

  /** The share by which generated points count as real. */
  get fakeSmoothing(): FieldValue {
    return this.#changes[FAKE_SMOOTHING.key] ?? 0
  }

  set fakeSmoothing(value: FieldValue) {
    if (value === 0) this.#drop(FAKE_SMOOTHING.key)
    else this.#changes = { ...this.#changes, [FAKE_SMOOTHING.key]: value }
  }

  fieldProblem(field: ConfigField): string | undefined {
    return settingProblem(field, this.value(field))
  }

  /** Why it cannot play, when each field is fine alone. */
  get problem(): string | undefined {
    const fields = [...TOY_FIELDS, ...MORE_TOY_FIELDS]
    if (fields.some((field) => this.fieldProblem(field))) return undefined
    const wanted = { preset: this.#preset, changes: this.#changes, iterations: 1 }
    return sentenceOf(() => playConfig(wanted, { seed: 1, dims: 2 }))
  }

  /** Becomes as another one is. */
  take({ preset, changes }: ToyDraft): void {
    this.#preset = preset
    this.#changes = { ...changes }
  }

  #drop(key: string): void {
    this.#changes = Object.fromEntries(
      Object.entries(this.#changes).filter(([other]) => other !== key)
    )
  }
}
