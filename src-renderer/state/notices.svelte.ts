import type { Run } from '../../src-main/contract/models.ts'
import { runNotice, type SystemNotice } from '../../src-main/contract/run-notice.ts'
import type { Messages } from './messages.svelte.ts'
import { readPreference, writePreference } from './preferences.ts'
import type { StudioMirror } from './studio.svelte.ts'

/** As the browser says it. */
export type NoticePermission = 'default' | 'denied' | 'granted'

/** The browser's part: its permission and its notices. */
export interface NoticeSystem {
  permission(): NoticePermission
  /** Asks the person, in answer to a click. */
  ask(): Promise<NoticePermission>
  show(notice: SystemNotice, onclick: () => void): void
  /** Whether the person looks at this page. */
  isWatched(): boolean
}

// Words, because preferences are remembered as words.
const SWITCH = ['on', 'off'] as const
const KEY = 'notices'

const REFUSED =
  'The browser does not let this page notify you; allow notifications in its settings for this site, then try again.'

/** Notices of the system for a served page. The desktop shell gives its own, without being asked to. */
export class Notices {
  #wanted = $state(readPreference(KEY, SWITCH) === 'on')
  /** Runs as they were last heard of. */
  readonly #known: Record<string, Run> = {}
  readonly #studio: StudioMirror
  readonly #messages: Messages
  readonly #system: NoticeSystem
  readonly #showRun: (run: string) => void

  constructor(needs: {
    studio: StudioMirror
    messages: Messages
    system: NoticeSystem
    showRun(run: string): void
  }) {
    this.#studio = needs.studio
    this.#messages = needs.messages
    this.#system = needs.system
    this.#showRun = needs.showRun
  }

  /** Whether the person wants to be told; the browser may still refuse. */
  get areWanted(): boolean {
    return this.#wanted
  }

  /** Turns them on, asking the browser the first time, or off. */
  async want(wanted: boolean): Promise<void> {
    const permission = wanted ? await this.#system.ask() : 'default'
    this.#wanted = wanted && permission === 'granted'
    writePreference(KEY, this.#wanted ? 'on' : 'off')
    if (wanted && !this.#wanted) this.#messages.problem(REFUSED)
  }

  /** Tells of every change that deserves it; returns its cleanup. */
  watch(): () => void {
    return this.#studio.subscribe((event) => {
      if (event.type === 'run') this.#take(event.run)
      if (event.type === 'runs') this.compare()
    })
  }

  /** Takes all runs as they are: what happened while the line was lost is told as well. */
  compare(): void {
    for (const run of this.#studio.runs) this.#take(run)
  }

  #take(run: Run): void {
    const before = this.#known[run.id]
    this.#known[run.id] = run
    if (!this.#wanted || this.#studio.shell?.kind !== 'served') return
    if (this.#system.permission() !== 'granted' || this.#system.isWatched()) return
    const notice = runNotice(before, run)
    if (notice) this.#system.show(notice, () => this.#showRun(run.id))
  }
}
