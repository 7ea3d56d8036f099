import type { StudioApi } from '../../src-main/contract/api.ts'
import { LARGEST_SEED } from '../../src-main/contract/run-config.ts'
import { conceptPlaces, meanPlace, neighbourPlaces, resultPlace } from './arithmetic-places.ts'
import {
  emptyTerm,
  filledTerms,
  MOST_EXEMPLARS,
  MOST_TERMS,
  MOST_WEIGHT,
  NEW_SUM,
  SumSchema,
  termName,
  toTerms,
  USUAL_EXEMPLARS,
  type CanvasTerm,
  type Sum
} from './arithmetic-terms.ts'
import { Calculator, type CalculatorNeeds, type Outcome } from './calculator.svelte.ts'
import { findExample } from './label-example.ts'
import { samplePlace, type Place } from './lineage.ts'
import type { Messages } from './messages.svelte.ts'
import { labelSamples, type RunJob } from './sample-labels.ts'
import type { ModelPlace } from './sheet-layout.ts'
import { StepHistory } from './step-history.svelte.ts'
import { ViewDraft } from './view-draft.ts'

// Enough for three of each term, also of what one sample in thirty has.
const LABELLED = 200

/** What the canvas needs from outside. */
export interface ArithmeticNeeds<Sheet> extends CalculatorNeeds<Sheet> {
  runJob: RunJob
}

/** The arithmetic canvas of a run: its terms with undo, and what they come to. */
export class Arithmetic<Sheet> {
  readonly #history = new StepHistory<Sum>(NEW_SUM)
  #model = $state.raw<ModelPlace | undefined>()
  #active = $state(NEW_SUM.terms[0]?.id)
  #looking = $state(false)
  #shown = false
  /** The run whose canvas is in hand. */
  #begun: string | undefined
  readonly #calculator: Calculator<Sheet>
  readonly #draft: ViewDraft
  readonly #runJob: RunJob
  readonly #api: StudioApi
  readonly #messages: Messages

  constructor(needs: ArithmeticNeeds<Sheet>) {
    const { api, messages, runJob } = needs
    this.#runJob = runJob
    this.#api = api
    this.#messages = messages
    this.#calculator = new Calculator(needs)
    this.#draft = new ViewDraft(api)
  }

  get sum(): Sum {
    return this.#history.value
  }

  get canUndo(): boolean {
    return this.#history.canUndo
  }

  get canRedo(): boolean {
    return this.#history.canRedo
  }

  /** True until a first picture is in a term. */
  get isEmpty(): boolean {
    return filledTerms(this.sum).length === 0
  }

  /** The term that takes the next picture. */
  get active(): CanvasTerm | undefined {
    return this.sum.terms.find(({ id }) => id === this.#active)
  }

  /** True while samples are looked through for an example. */
  get isLooking(): boolean {
    return this.#looking
  }

  /** Takes up the canvas of a run where it was left, at a model of it. */
  async open(run: string, checkpoint: number): Promise<void> {
    this.#model = { run, checkpoint }
    if (this.#begun === run) return this.#calculate()
    this.flush()
    this.#begun = undefined
    this.#begin(NEW_SUM)
    const read = await this.#messages.attempt(() => this.#draft.read(keyOf(run)))
    if (this.#model.run !== run || this.#begun === run) return
    const draft = SumSchema.safeParse(read)
    this.#begin(draft.success ? draft.data : NEW_SUM)
    this.#begun = run
    this.#calculate()
  }

  /** Calculates while it is on screen; returns what ends that. */
  show(): () => void {
    this.#shown = true
    this.#calculate()
    return () => (this.#shown = false)
  }

  activate(id: number): void {
    this.#active = id
  }

  /** Adds a term at the end, which then takes the next pictures. */
  addTerm(
    sign: CanvasTerm['sign'],
    filled: Partial<Pick<CanvasTerm, 'name' | 'exemplars'>> = {}
  ): void {
    const { terms } = this.sum
    if (terms.length >= MOST_TERMS) {
      return this.#messages.info(`${MOST_TERMS} terms are the most; take one out first.`)
    }
    const id = Math.max(0, ...terms.map((term) => term.id)) + 1
    this.#change({ terms: [...terms, { ...emptyTerm(id, sign), ...filled }] })
    this.#active = id
  }

  /** Takes a term out and offers to undo it. */
  removeTerm(id: number): void {
    const { terms } = this.sum
    const place = terms.findIndex((term) => term.id === id)
    const term = terms[place]
    if (!term) return
    const name = termName(this.sum, term)
    this.#change({ terms: terms.filter((other) => other !== term) })
    this.#active = (this.sum.terms[place] ?? this.sum.terms.at(-1))?.id
    this.#offerUndo(`“${name}” was taken out.`)
  }

  /** Brings a term to another place in the row. */
  moveTerm(id: number, to: number): void {
    const { terms } = this.sum
    const moved = terms.find((term) => term.id === id)
    const others = terms.filter((term) => term !== moved)
    const bounded = Math.min(Math.max(to, 0), others.length)
    if (!moved || terms[bounded] === moved) return
    this.#change({ terms: [...others.slice(0, bounded), moved, ...others.slice(bounded)] })
  }

  rename(id: number, name: string): void {
    this.#changeTerm(id, (term) => ({ ...term, name }), `name ${id}`)
  }

  toggleSign(id: number): void {
    this.#changeTerm(id, (term) => ({ ...term, sign: term.sign > 0 ? -1 : 1 }))
  }

  /** A weight while its slider moves; `settle` ends the move. */
  setWeight(id: number, weight: number): void {
    const bounded = Math.min(Math.max(weight, 0), MOST_WEIGHT)
    this.#changeTerm(id, (term) => ({ ...term, weight: bounded }), `weight ${id}`)
  }

  /** Ends a move, so that the next one is a step of its own. */
  settle(): void {
    this.#history.rest()
  }

  /**
   * Puts a picture into a term; by default the active one, or a new one where there is none. Once a term
   * has its three, the next empty one is active.
   */
  addExemplar(place: Place, id = this.active?.id): void {
    const term = this.sum.terms.find((other) => other.id === id)
    if (!term) return this.addTerm(1, { exemplars: [place] })
    if (term.exemplars.length >= MOST_EXEMPLARS) {
      return this.#messages.info(`A term takes ${MOST_EXEMPLARS} pictures at most.`)
    }
    const exemplars = [...term.exemplars, { z: place.z, lineage: place.lineage }]
    this.#changeTerm(term.id, (term) => ({ ...term, exemplars }))
    const next = this.sum.terms.find((other) => other.exemplars.length === 0)
    this.#active = exemplars.length === USUAL_EXEMPLARS && next ? next.id : term.id
  }

  /** Puts a sample of the model's own distribution into a term. */
  async addRandom(id: number): Promise<void> {
    const model = this.#model
    if (!model) return
    const seed = newSeed()
    const latents = await this.#messages.attempt(() =>
      this.#api.drawLatents({ ...model, seed, count: 1 })
    )
    if (latents?.[0] && this.#begun === model.run)
      this.addExemplar(samplePlace(latents[0], seed, 0), id)
  }

  /** Takes a picture out of a term and offers to undo it. */
  removeExemplar(id: number, place: number): void {
    const exemplars = this.#exemplarsOf(id).filter((_, at) => at !== place)
    this.#changeTerm(id, (term) => ({ ...term, exemplars }))
    this.#active = id
    this.#offerUndo('A picture was taken out of its term.')
  }

  /** Uses exemplars that were kept together: in an empty active term, or in a new one. */
  useConcept(concept: { name: string; exemplars: readonly number[][] }): void {
    const filled = { name: concept.name, exemplars: conceptPlaces(concept) }
    const { active } = this
    if (!active || active.exemplars.length > 0) return this.addTerm(1, filled)
    this.#changeTerm(active.id, (term) => ({ ...term, ...filled }))
  }

  /** Keeps a term's exemplars under its name. */
  async saveConcept(id: number): Promise<void> {
    const term = this.sum.terms.find((other) => other.id === id)
    if (!term || term.exemplars.length === 0 || !this.#model) return
    const { run, checkpoint } = this.#model
    const exemplars = term.exemplars.map(({ z }) => z)
    const name = term.name.trim()
    const kept = await this.#messages.attempt(() =>
      this.#api.saveLatentItem({
        run,
        checkpoint,
        ...(name && { name }),
        item: { kind: 'concept', exemplars }
      })
    )
    if (kept) this.#messages.info(`“${kept.name}” is kept among the concepts.`)
  }

  /** Fills three terms from samples of the model, by the labels that the data set gives them. */
  async tryExample(): Promise<void> {
    const model = this.#model
    if (!model || this.#looking) return
    const drawn = { ...model, seed: newSeed(), count: LABELLED }
    this.#looking = true
    await this.#messages.attempt(async () => {
      const [latents, labels] = await Promise.all([
        this.#api.drawLatents(drawn),
        labelSamples(this.#api, this.#runJob, drawn)
      ])
      if (!labels || this.#model?.run !== model.run) return
      const example = findExample(labels)
      if (!example) {
        this.#messages.info(
          `The labels of ${LABELLED} samples give no example; drag pictures into the terms yourself.`
        )
        return
      }
      const terms = example.terms.map(({ name, sign, samples }, place) => ({
        ...emptyTerm(place + 1, sign),
        name,
        exemplars: samples.map((number) => samplePlace(latents[number]!, drawn.seed, number))
      }))
      this.#change({ terms })
      this.#active = terms[0]?.id
    })
    this.#looking = false
  }

  /** Empties the canvas; undo brings it back. */
  clear(): void {
    this.#change({ terms: NEW_SUM.terms })
    this.#active = NEW_SUM.terms[0]?.id
  }

  /** Draws other noise around the result. */
  drawNeighbours(): void {
    this.#change({ seed: (this.sum.seed + 1) % LARGEST_SEED })
  }

  undo(): void {
    this.#history.undo()
    this.#changed()
  }

  redo(): void {
    this.#history.redo()
    this.#changed()
  }

  /** What the terms come to, with pictures; the last answer, while a newer one is on its way. */
  get outcome(): Outcome<Sheet> | undefined {
    return this.#calculator.outcome
  }

  /** The mean of a term as a place; undefined while it has none. */
  meanOf(term: CanvasTerm): Place | undefined {
    return this.outcome && meanPlace(this.sum, this.outcome, term)
  }

  /** The result as a place; undefined while there is none. */
  get result(): Place | undefined {
    return this.outcome && resultPlace(this.sum, this.outcome)
  }

  /** The noisy neighbours of the result; none while there is none. */
  get neighbours(): Place[] {
    const { result, outcome } = this
    return result && outcome ? neighbourPlaces(result, outcome) : []
  }

  /** The row of the paper's figure, as an export; undefined while it has no terms. */
  get row(): Parameters<StudioApi['startExport']>[0]['what'] | undefined {
    if (this.isEmpty) return undefined
    return { kind: 'arithmetic', terms: toTerms(this.sum), seed: this.sum.seed }
  }

  /** Writes what is not written yet, before the window goes. */
  flush(): void {
    this.#draft.flush()
  }

  #begin(sum: Sum): void {
    this.#history.start(sum)
    this.#calculator.clear()
    this.#active = (sum.terms.find(({ exemplars }) => exemplars.length === 0) ?? sum.terms[0])?.id
  }

  #exemplarsOf(id: number): Place[] {
    return this.sum.terms.find((term) => term.id === id)?.exemplars ?? []
  }

  #changeTerm(id: number, change: (term: CanvasTerm) => CanvasTerm, move?: string): void {
    const terms = this.sum.terms.map((term) => (term.id === id ? change(term) : term))
    this.#change({ terms }, move)
  }

  #change(sum: Partial<Sum>, move?: string): void {
    this.#history.change({ ...this.sum, ...sum }, move)
    this.#changed()
  }

  #changed(): void {
    this.#calculate()
    if (this.#begun !== undefined) this.#draft.write(keyOf(this.#begun), this.sum)
  }

  #calculate(): void {
    const isMine = this.#model && this.#begun === this.#model.run
    if (this.#shown && this.#model && isMine) this.#calculator.want(this.#model, this.sum)
  }

  // Only while nothing else has been done since.
  #offerUndo(text: string): void {
    const after = this.sum
    const undo = (): void => void (this.sum === after && this.undo())
    this.#messages.info(text, { label: 'Undo', run: undo })
  }
}

function newSeed(): number {
  return Math.floor(Math.random() * LARGEST_SEED)
}

// One draft a run.
function keyOf(run: string): string {
  return `arithmetic/${run}`
}
