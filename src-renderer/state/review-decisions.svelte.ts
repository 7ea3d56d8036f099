import { SvelteSet } from 'svelte/reactivity'
import { CLOSE_COPY } from '../../src-main/contract/dataset-limits.ts'
import type {
  ExclusionReason,
  ImportReport,
  NearDuplicate,
  Outlier
} from '../../src-main/contract/models.ts'

/** Which of two look-alikes stay: the one that comes first, the other, both or, by other pairs, neither. */
export type PairChoice = 'earlier' | 'both' | 'later' | 'neither'

/** What is left out of an import in review, with its past. */
export class ReviewDecisions {
  readonly #out = new SvelteSet<number>()
  // Each step is the pictures whose side it changed: taking it again takes it back.
  #past = $state.raw<number[][]>([])
  #future = $state.raw<number[][]>([])
  readonly report: ImportReport
  readonly pairs: readonly NearDuplicate[]
  readonly outliers: readonly Outlier[]
  /** Of each picture that looks like another, whether an earlier one makes it a copy. */
  readonly #isCopy: Readonly<Record<number, boolean>>
  readonly #onChange: (out: number[]) => void

  /** `out` is what was decided before; by default close copies are left out. */
  constructor(report: ImportReport, out?: readonly number[], onChange?: (out: number[]) => void) {
    this.report = report
    this.pairs = report.near ?? []
    this.#isCopy = Object.fromEntries([
      ...this.pairs.map(({ of }) => [of, false]),
      ...this.pairs.map(({ picture }) => [picture, true])
    ])
    // A copy is asked about once.
    this.outliers = (report.outliers ?? []).filter(({ picture }) => !this.#isCopy[picture])
    this.#onChange = onChange ?? (() => {})
    const close = this.pairs.filter(({ distance }) => distance < CLOSE_COPY)
    for (const picture of out ?? close.map((pair) => pair.picture)) this.#out.add(picture)
  }

  get canUndo(): boolean {
    return this.#past.length > 0
  }

  get canRedo(): boolean {
    return this.#future.length > 0
  }

  /** Pictures that will be in the data set. */
  get inCount(): number {
    return this.report.imported - this.#out.size
  }

  isOut(picture: number): boolean {
    return this.#out.has(picture)
  }

  choiceOf({ picture, of }: NearDuplicate): PairChoice {
    if (this.isOut(of)) return this.isOut(picture) ? 'neither' : 'later'
    return this.isOut(picture) ? 'earlier' : 'both'
  }

  /** Decides a pair; a picture that stands in several is decided for all of them. */
  choose({ picture, of }: NearDuplicate, choice: PairChoice): void {
    this.#decide([
      [of, choice === 'later' || choice === 'neither'],
      [picture, choice === 'earlier' || choice === 'neither']
    ])
  }

  /** Leaves a picture out, or takes it in again. */
  toggle(picture: number): void {
    this.#decide([[picture, !this.isOut(picture)]])
  }

  /** Of all that look alike, leaves out the later ones and takes in the others. */
  leaveOutCopies(): void {
    this.#decide(this.#alike())
  }

  /** Takes in all that look alike. */
  keepAll(): void {
    this.#decide(this.#alike().map(([picture]) => [picture, false]))
  }

  undo(): void {
    const step = this.#past.at(-1)
    if (!step) return
    this.#past = this.#past.slice(0, -1)
    this.#future = [step, ...this.#future]
    this.#flip(step)
  }

  redo(): void {
    const [step] = this.#future
    if (!step) return
    this.#future = this.#future.slice(1)
    this.#past = [...this.#past, step]
    this.#flip(step)
  }

  /** What `finishImport` is told. */
  exclude(): { reason: ExclusionReason; pictures: number[] }[] {
    const out = [...this.#out].sort((a, b) => a - b)
    const isAlike = (picture: number): boolean => picture in this.#isCopy
    const lists = [
      { reason: 'near' as const, pictures: out.filter(isAlike) },
      { reason: 'person' as const, pictures: out.filter((picture) => !isAlike(picture)) }
    ]
    return lists.filter(({ pictures }) => pictures.length > 0)
  }

  #alike(): [number, boolean][] {
    return Object.entries(this.#isCopy).map(([picture, isCopy]) => [Number(picture), isCopy])
  }

  #decide(wishes: readonly (readonly [picture: number, isOut: boolean])[]): void {
    const step = wishes
      .filter(([picture, isOut]) => this.isOut(picture) !== isOut)
      .map(([picture]) => picture)
    if (step.length === 0) return
    this.#past = [...this.#past, step]
    this.#future = []
    this.#flip(step)
  }

  #flip(pictures: readonly number[]): void {
    for (const picture of pictures) if (!this.#out.delete(picture)) this.#out.add(picture)
    this.#onChange([...this.#out])
  }
}
