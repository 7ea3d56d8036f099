import { StudioError, toErrorRecord } from '../../src-main/contract/errors.ts'
import { planTrials } from '../../src-main/contract/experiment-plan.ts'
import type { Axis, Range, Search } from '../../src-main/contract/experiment.ts'
import { readVaried } from '../../src-main/contract/experiment-text.ts'
import { RunForm, type FieldValue } from './run-form.svelte.ts'

/** A setting that is varied, and what was typed for it. */
export interface Varied {
  key: string
  /** "0.0001, 0.0002", or for random draws also two ends: "0.00001 .. 0.001". */
  text: string
}

/** An experiment before it is begun: what all its runs share, what differs, and how often each is trained. */
export class ExperimentForm {
  /** Shared settings, by preset. */
  readonly shared = new RunForm()
  name = $state('')
  varied = $state.raw<Varied[]>([{ key: 'generatorRate', text: '0.0001, 0.0002, 0.0004' }])
  kind = $state<Search['kind']>('grid')
  /** Random draws. */
  count = $state<number | string>(8)
  seeds = $state<number | string>(2)

  /** Varies a setting. */
  add(key: string): void {
    const field = this.shared.fields.find((one) => one.key === key)
    if (!field || this.varied.some((one) => one.key === key)) return
    const all = field.kind === 'boolean' ? [false, true] : field.choices
    const text = all ? all.slice(0, 4).join(', ') : String(this.shared.value(field))
    this.varied = [...this.varied, { key, text }]
  }

  change(key: string, text: string): void {
    this.varied = this.varied.map((one) => (one.key === key ? { key, text } : one))
  }

  remove(key: string): void {
    this.varied = this.varied.filter((one) => one.key !== key)
  }

  /** Why the experiment cannot be begun, one sentence; undefined where it can. */
  get problem(): string | undefined {
    try {
      const seeds = this.seedList
      planTrials(this.search, seeds)
      return this.shared.problem
    } catch (error) {
      return toErrorRecord(error).message
    }
  }

  /** How many runs it has; 0 while it cannot be begun. */
  get runs(): number {
    try {
      return planTrials(this.search, this.seedList).length
    } catch {
      return 0
    }
  }

  get seedList(): number[] {
    const count = Number(this.seeds)
    if (!Number.isInteger(count) || count < 1 || count > 16) {
      throw refusal(`“Seeds” is ${this.seeds}; it takes a whole number from 1 to 16.`)
    }
    return Array.from({ length: count }, (_, at) => at + 1)
  }

  get search(): Search {
    const parts = this.varied.map((one) => this.#read(one))
    const axes = parts.filter((part): part is Axis => 'values' in part)
    const ranges = parts.filter((part): part is Range => 'least' in part)
    if (this.kind === 'random') {
      const count = Number(this.count)
      if (!Number.isInteger(count) || count < 1 || count > 200) {
        throw refusal(`“Draws” is ${this.count}; it takes a whole number from 1 to 200.`)
      }
      return { kind: 'random', axes, ranges, count, seed: 1 }
    }
    if (ranges.length > 0) {
      throw refusal(
        `“${this.titleOf(ranges[0]!.key)}” has two ends; give single values, or choose random draws.`
      )
    }
    if (axes.length > 4) {
      throw refusal(`${axes.length} settings are varied; every combination takes 4 at most.`)
    }
    return { kind: 'grid', axes }
  }

  /** What its first run changes of the preset; undefined while it cannot be begun. */
  get firstChanges(): Record<string, FieldValue> | undefined {
    if (this.problem !== undefined) return undefined
    return { ...this.shared.changes, ...planTrials(this.search, this.seedList)[0] }
  }

  /** What a setting is called. */
  titleOf(key: string): string {
    return this.shared.fields.find((field) => field.key === key)?.title ?? key
  }

  // The form says a setting's title where the command line says its key.
  #read({ key, text }: Varied): Axis | Range {
    try {
      return readVaried(key, text)
    } catch (error) {
      throw refusal(toErrorRecord(error).message.replace(`"${key}"`, `“${this.titleOf(key)}”`))
    }
  }
}

function refusal(message: string): StudioError {
  return new StudioError('experiment/form', message)
}
