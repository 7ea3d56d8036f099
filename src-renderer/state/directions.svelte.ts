import type { StudioApi } from '../../src-main/contract/api.ts'
import {
  SORTED_SAMPLES,
  type Direction,
  type DirectionSource
} from '../../src-main/contract/latent.ts'
import type { DatasetFacts } from '../../src-main/contract/models.ts'
import { formatCountOf, formatShare } from '../format.ts'
import type { Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import type { RunJob } from './sample-labels.ts'
import type { ModelPlace } from './sheet-layout.ts'
import { Sorting } from './sorting.svelte.ts'

/** What a new direction can be found from, in the order in which it is offered. */
export const MAKINGS = ['labelled', 'difference', 'attribute', 'components', 'dimension'] as const
export type Making = (typeof MAKINGS)[number]

/** The two groups of exemplars. */
export type GroupName = 'plus' | 'minus'

// As the contract has them.
const MOST_PARTS = 16
const MOST_WEIGHT = 4

/** What directions need of the window around them. */
export interface DirectionNeeds {
  api: StudioApi
  messages: Messages
  runJob: RunJob
}

/** The library of directions: which is in hand, and what a new one is to be found from. */
export class Directions {
  /** Whether the form of a new one is open. */
  isMaking = $state(false)
  making = $state<Making>('labelled')
  name = $state('')
  /** Of components, how many; of a dimension, which one, counted from 1. */
  count = $state(8)
  dimension = $state(1)
  #groups = $state.raw<Record<GroupName, Place[]>>({ plus: [], minus: [] })
  #facts = $state.raw<DatasetFacts | undefined>()
  #attribute = $state<string | undefined>()
  #values = $state.raw<string[]>([])
  #selected = $state<string | undefined>()
  #parts = $state.raw<Readonly<Record<string, number>>>({})
  #against = $state.raw<string[]>([])
  #model = $state.raw<ModelPlace | undefined>()
  readonly sorting: Sorting
  readonly #needs: DirectionNeeds

  constructor(needs: DirectionNeeds) {
    this.#needs = needs
    this.sorting = new Sorting(needs.api, needs.messages)
  }

  /** The id of the direction in hand. */
  get selected(): string | undefined {
    return this.#selected
  }

  get groups(): Record<GroupName, Place[]> {
    return this.#groups
  }

  /** The labels of the data set; undefined until they have come. */
  get attributes(): DatasetFacts['attributes'] | undefined {
    return this.#facts?.attributes
  }

  get attribute(): string | undefined {
    return this.#attribute
  }

  /** The values that count as having it. */
  get values(): string[] {
    return this.#values
  }

  /** Weights of what is to be combined, by direction. */
  get parts(): Readonly<Record<string, number>> {
    return this.#parts
  }

  /** The directions that nothing is to be left of in the one in hand. */
  get against(): string[] {
    return this.#against
  }

  /** Takes up a model and the labels of its data set. */
  async open(model: ModelPlace, dataset: string): Promise<void> {
    if (model.run !== this.#model?.run) this.#forget()
    this.#model = model
    await this.sorting.open(model)
    if (this.#facts?.dataset === dataset) return
    this.#facts = await this.#needs.messages.attempt(() =>
      this.#needs.api.getDatasetFacts({ dataset })
    )
    this.chooseAttribute(this.attributes?.[0]?.attribute)
  }

  select(direction: string | undefined): void {
    if (direction === this.#selected) return
    this.#selected = direction
    this.#against = []
  }

  /** Puts places into a group, each once. */
  addTo(group: GroupName, places: readonly Place[]): void {
    const all = [...this.#groups[group], ...places]
    const texts = all.map(({ z }) => String(z))
    const each = all.filter((_, at) => texts.indexOf(texts[at]!) === at)
    this.#groups = { ...this.#groups, [group]: each }
  }

  removeFrom(group: GroupName, at: number): void {
    const rest = this.#groups[group].filter((_, other) => other !== at)
    this.#groups = { ...this.#groups, [group]: rest }
  }

  /** A fresh sample into a group. */
  async addRandom(group: GroupName): Promise<void> {
    const { api, messages } = this.#needs
    const model = this.#model
    if (!model) return
    const seed = Math.floor(Math.random() * 1e6)
    const [z] = (await messages.attempt(() => api.drawLatents({ ...model, seed, count: 1 }))) ?? []
    const words = `Seed ${seed}, number 1`
    if (z) this.addTo(group, [{ z, lineage: [{ how: 'seed', words, z, parents: [] }] }])
  }

  /** Another label; at first its most frequent value counts as having it. */
  chooseAttribute(attribute: string | undefined): void {
    this.#attribute = attribute
    const values = this.attributes?.find((one) => one.attribute === attribute)?.values ?? []
    this.#values = values.slice(0, 1).map(({ value }) => value)
  }

  toggleValue(value: string): void {
    this.#values = toggled(this.#values, value)
  }

  /** What a new direction would be found from; undefined where something is missing. */
  get source(): DirectionSource | undefined {
    return this.missing === undefined ? this.#sourceOf(this.making) : undefined
  }

  /** What is missing, one sentence; undefined where nothing is. */
  get missing(): string | undefined {
    return MISSING[this.making](this)
  }

  /** Finds what the form asks for. */
  async find(): Promise<void> {
    const { source } = this
    const name = this.name.trim()
    if (source && (await this.#find(source, name))) this.name = ''
  }

  /** Gives a direction a weight in the combination, or takes it out. */
  weigh(direction: string, weight: number | undefined): void {
    const others = without(this.#parts, direction)
    if (weight === undefined) this.#parts = others
    else if (direction in this.#parts || Object.keys(others).length < MOST_PARTS) {
      const bounded = Math.min(MOST_WEIGHT, Math.max(-MOST_WEIGHT, weight))
      this.#parts = { ...this.#parts, [direction]: bounded }
    }
  }

  /** Keeps the weighted sum as a direction of its own. */
  async combine(): Promise<void> {
    const parts = Object.entries(this.#parts).map(([direction, weight]) => ({ direction, weight }))
    if (parts.length < 2) return
    if (await this.#find({ kind: 'combination', parts })) this.#parts = {}
  }

  /** Lets go of a direction that is deleted. */
  letGo(direction: string): void {
    this.weigh(direction, undefined)
    this.#against = this.#against.filter((other) => other !== direction)
    if (this.#selected === direction) this.select(undefined)
  }

  toggleAgainst(direction: string): void {
    this.#against = toggled(this.#against, direction)
  }

  /** Keeps what is left of a direction when its parts along the chosen others are taken out. */
  async orthogonalise(direction: string): Promise<void> {
    const against = this.#against.filter((other) => other !== direction)
    if (against.length === 0) return
    await this.#find({ kind: 'orthogonal', direction, against })
  }

  async #find(source: DirectionSource, name = ''): Promise<boolean> {
    const { api, messages, runJob } = this.#needs
    const model = this.#model
    if (!model) return false
    const ask = { ...model, source, ...(name !== '' && { name }) }
    const job = await runJob(() => api.findDirections(ask))
    const [first] = job?.made ?? []
    if (!job || first === undefined) return false
    const items = await messages.attempt(() => api.listLatentItems({ run: model.run }))
    const made = items?.find(({ id }) => id === first)
    if (made?.kind === 'direction') messages.info(foundWords(made, job.made?.length ?? 1))
    if (model.run === this.#model?.run) {
      this.select(first)
      this.isMaking = false
    }
    return true
  }

  #sourceOf(making: Making): DirectionSource {
    const { plus, minus } = this.#groups
    const latents = (places: Place[]): number[][] => places.map(({ z }) => z)
    const sources: Record<Making, () => DirectionSource> = {
      labelled: () => ({ kind: 'labelled', yes: this.sorting.yes, no: this.sorting.no }),
      difference: () => ({
        kind: 'difference',
        plus: latents(plus),
        minus: latents(minus),
        corrected: true
      }),
      attribute: () => ({
        kind: 'attribute',
        attribute: this.#attribute ?? '',
        values: this.#values,
        samples: SORTED_SAMPLES.usual
      }),
      components: () => ({ kind: 'components', count: this.count }),
      dimension: () => ({ kind: 'dimension', dimension: this.dimension - 1 })
    }
    return sources[making]()
  }

  #forget(): void {
    this.#groups = { plus: [], minus: [] }
    this.#parts = {}
    this.select(undefined)
  }
}

const MISSING: Record<Making, (directions: Directions) => string | undefined> = {
  labelled: ({ sorting }) => (sorting.isEnough ? undefined : sorting.advice),
  difference: ({ groups: { plus, minus } }) =>
    plus.length > 0 && minus.length > 0
      ? undefined
      : 'Put pictures into both groups; three or more of each keep chance out.',
  attribute: ({ attributes, attribute, values }) => {
    if (!attributes) return 'The labels of the data set are on their way.'
    const known = attributes.find((one) => one.attribute === attribute)
    if (!known) return 'The data set has no labels; they can be given in its own view.'
    if (values.length === 0) return 'Choose the values that count as having it.'
    const isAll = known.more === 0 && known.values.every(({ value }) => values.includes(value))
    return isAll ? 'Leave a value out, or every sample has it.' : undefined
  },
  components: ({ count }) =>
    Number.isInteger(count) && count >= 1 && count <= 32 ? undefined : 'Between 1 and 32.',
  dimension: ({ dimension }) =>
    Number.isInteger(dimension) && dimension >= 1 ? undefined : 'A number from 1 on.'
}

function foundWords({ name, facts }: Direction, count: number): string {
  if (count > 1) return `${formatCountOf(count, 'direction')} were found.`
  const accuracy =
    facts.accuracy === undefined
      ? ''
      : `: ${formatShare(facts.accuracy)} of the samples held out lie on the right side`
  return `“${name}” was found${accuracy}.`
}

function without(parts: Readonly<Record<string, number>>, id: string): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).filter(([other]) => other !== id))
}

function toggled<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value]
}
