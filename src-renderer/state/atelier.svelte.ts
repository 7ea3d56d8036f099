import { createContext } from 'svelte'
import type { StudioApi } from '../../src-main/contract/api.ts'
import type { StudioEvent } from '../../src-main/contract/events.ts'
import type { RunConfig } from '../../src-main/contract/run-config.ts'
import type { encodeFilm } from '../film/encode.ts'
import { Connection, isSignedOut } from '../rpc/connection.svelte.ts'
import { openPort } from '../rpc/ports.ts'
import { Announcer } from './announcer.svelte.ts'
import { Arithmetic } from './arithmetic.svelte.ts'
import { Browser } from './browser.svelte.ts'
import { browserNotices } from './browser-notices.ts'
import { Comparison } from './comparison.svelte.ts'
import { Covers } from './covers.svelte.ts'
import { Datasets } from './datasets.svelte.ts'
import { decodePicture } from './decode-picture.ts'
import { Directions } from './directions.svelte.ts'
import { Doctor } from './doctor.svelte.ts'
import { Experiments } from './experiments.svelte.ts'
import { Explore } from './explore.svelte.ts'
import type { FigureCard } from './figure-cards.ts'
import { Films } from './film-writing.svelte.ts'
import { FolderChooser } from './folder-chooser.svelte.ts'
import { ImportReviews } from './import-reviews.svelte.ts'
import { Importing } from './importing.svelte.ts'
import { LatentMaps } from './latent-maps.svelte.ts'
import { LatentJobs } from './latent-jobs.svelte.ts'
import { KeptItems } from './kept-items.svelte.ts'
import { LeftOut } from './left-out.svelte.ts'
import { bitmapSheets } from './load-sheet.ts'
import { Messages } from './messages.svelte.ts'
import { Neighbours } from './neighbours.svelte.ts'
import { Navigation } from './navigation.svelte.ts'
import { NewRun } from './new-run.svelte.ts'
import { nextPaint } from './next-paint.ts'
import { Notices } from './notices.svelte.ts'
import { Pad } from './pad.svelte.ts'
import { Playground } from './playground.svelte.ts'
import { ProjectDesk } from './project-desk.svelte.ts'
import { Projections } from './projections.svelte.ts'
import type { RunJob } from './sample-labels.ts'
import { SamplePool } from './sample-pool.svelte.ts'
import { RunTable } from './run-table.svelte.ts'
import { SAMPLE_SET_WORDS } from './sample-sets.ts'
import { saveFile } from './save-file.ts'
import { Returning } from './returning.ts'
import { Steadied } from './steadied.svelte.ts'
import { StudioMirror } from './studio.svelte.ts'
import { Theme } from './theme.svelte.ts'
import { Toys } from './toys.svelte.ts'
import { Training } from './training.svelte.ts'
import { Trash } from './trash.svelte.ts'
import { Upload } from './upload.svelte.ts'
import { Walk } from './walk.svelte.ts'

/** Everything the window knows, made once in main.ts and handed down by context. */
export class Atelier {
  // The line to the studio, and what it says of itself.
  readonly connection: Connection
  readonly api: StudioApi
  // What belongs to this window alone.
  readonly theme = new Theme()
  readonly messages = new Messages()
  readonly navigation = new Navigation()
  readonly announcer = new Announcer()
  // What belongs to the studio and its open project.
  readonly studio: StudioMirror
  readonly folders: FolderChooser
  readonly desk: ProjectDesk
  readonly importing: Importing
  readonly reviews: ImportReviews
  // One of each view.
  readonly datasets: Datasets
  readonly browser: Browser
  readonly leftOut: LeftOut
  readonly training: Training
  readonly runTable: RunTable
  readonly trash: Trash
  readonly comparison: Comparison
  readonly experiments: Experiments
  readonly doctor: Doctor
  readonly newRun: NewRun
  readonly notices: Notices
  readonly covers: Covers
  readonly explore: Explore
  readonly keptItems: KeptItems
  readonly neighbours: Neighbours
  readonly pad = new Pad()
  readonly returning: Returning
  readonly walk: Walk<ImageBitmap>
  readonly arithmetic: Arithmetic<ImageBitmap>
  readonly steadied: Steadied
  readonly pool: SamplePool
  readonly directions: Directions
  readonly projections: Projections
  readonly maps: LatentMaps
  readonly latentJobs: LatentJobs
  readonly toys: Toys
  readonly playground: Playground
  readonly films: Films<OffscreenCanvasRenderingContext2D>

  constructor() {
    this.connection = new Connection({
      openPort,
      isRefused: isSignedOut,
      onEvent: (event) => this.#take(event),
      onOpen: () => void this.#fetch()
    })
    this.api = this.connection.api
    const { api, messages, navigation } = this
    this.studio = new StudioMirror(api)
    this.folders = new FolderChooser(api, this.studio)
    this.desk = new ProjectDesk(api, this.studio, messages)
    this.importing = new Importing({
      api,
      messages,
      desk: this.desk,
      load: decodePicture,
      onStarted: () => navigation.go('dataset')
    })
    this.reviews = new ImportReviews(api, this.studio, messages, navigation)
    this.datasets = new Datasets(api, this.studio, messages)
    this.browser = new Browser(api, this.datasets, messages)
    this.leftOut = new LeftOut(api, messages)
    this.training = new Training(api, this.studio, messages)
    this.runTable = new RunTable(api, this.studio, messages)
    this.trash = new Trash(api, messages)
    this.comparison = new Comparison(api, this.studio, this.runTable, messages)
    this.experiments = new Experiments(api, this.studio, messages)
    this.doctor = new Doctor(api, this.studio, this.training, messages)
    this.newRun = new NewRun(api, this.studio, this.datasets, messages)
    this.notices = new Notices({
      studio: this.studio,
      messages,
      system: browserNotices,
      showRun: (run) => this.showRun(run)
    })
    this.covers = new Covers(api)
    this.explore = new Explore(api, messages, decodePicture)
    this.keptItems = new KeptItems(api, messages)
    const { studio, explore } = this
    this.returning = new Returning({ api, messages, studio, navigation, explore })
    this.neighbours = new Neighbours(api, messages, decodePicture)
    const sheets = bitmapSheets
    this.walk = new Walk({ api, messages, sheets, nextPaint })
    this.pool = new SamplePool(api, messages)
    this.latentJobs = new LatentJobs(api, this.studio, messages, saveFile)
    const runJob: RunJob = (start) => this.latentJobs.run(start)
    this.arithmetic = new Arithmetic({ api, messages, sheets, runJob })
    this.steadied = new Steadied(api, runJob)
    this.directions = new Directions({ api, messages, runJob })
    const send = async (file: File): Promise<string> => {
      const upload = new Upload(file.name, [{ path: file.name, file }])
      await upload.send()
      return upload.id
    }
    this.projections = new Projections({ api, studio: this.studio, messages, runJob, send })
    this.maps = new LatentMaps({ api, studio: this.studio, messages, runJob, load: decodePicture })
    this.toys = new Toys({ api, messages, wait: (ms) => new Promise((r) => setTimeout(r, ms)) })
    this.playground = new Playground(this.toys)
    // The encoder comes with the first film.
    const encode = async (...film: Parameters<typeof encodeFilm>): Promise<Blob> =>
      (await import('../film/encode.ts')).encodeFilm(...film)
    this.films = new Films(messages, encode, saveFile)
  }

  /** Connects and keeps everything fresh; returns its cleanup. */
  start(): () => void {
    const stops = [
      this.theme.follow(),
      this.datasets.watch(),
      this.reviews.watch(),
      this.training.watch(),
      this.doctor.watch(),
      this.keptItems.watch(this.studio),
      this.latentJobs.watch(),
      this.projections.watch(),
      this.covers.watch(this.studio),
      this.newRun.watch(),
      this.notices.watch()
    ]
    void this.connection.open()
    return () => stops.forEach((stop) => stop())
  }

  /** Shows a run where it is trained. */
  showRun(run: string): void {
    this.training.select(run)
    this.navigation.go('train')
  }

  /** Draws the set of a figure's run where the project has none like it, and fills the form with its settings. */
  async beginFigure({ title, run }: FigureCard): Promise<void> {
    if (!run) return
    const { set, preset, changes } = run
    const words = SAMPLE_SET_WORDS[set.kind].title
    const there = this.studio.datasets.find(({ name, size }) => name === words && size === set.size)
    this.newRun.takeChanges(changes, preset)
    this.navigation.go('train')
    if (there) return this.datasets.select(there.id)
    await this.messages.attempt(() => this.api.createSampleSet({ ...set, name: words }))
    this.messages.info(`${words} are being drawn; when they are there, press Train for “${title}”.`)
  }

  /** Takes the settings of a toy into the form of a new run. */
  useToySettings(toy: number): void {
    this.newRun.takeChanges(this.toys.forRun(toy))
    this.navigation.go('train')
    this.messages.info('The new run has the toy’s loss and stabilisers; choose pictures and train.')
  }

  /** Plays with the settings of a run on points. */
  playWith(config: RunConfig): void {
    this.toys.takeRun(config)
    this.navigation.go('playground')
  }

  // At every opening of the line, since events may have been missed meanwhile.
  async #fetch(): Promise<void> {
    await this.messages.attempt(async () => {
      await this.studio.refresh()
      this.notices.compare()
      await this.training.reload()
      await this.reviews.reload()
      // Nobody has asked the engine yet: its answer comes as an event.
      if (this.studio.engine?.threads === 0) await this.api.getEngine({})
    })
  }

  // The mirror first, so that everything else sees the state that the event brought.
  #take(event: StudioEvent): void {
    this.studio.handle(event)
    if (event.type === 'project') {
      this.messages.clear()
      void this.messages.attempt(() => this.studio.refresh())
    }
    if (event.type === 'message') this.#tell(event)
  }

  #tell({ level, text }: Extract<StudioEvent, { type: 'message' }>): void {
    const { problem } = this.training.run ?? {}
    // The Train view shows a run's problem as a notice of its own.
    const isInView = this.navigation.view === 'train' && problem && text.includes(problem)
    if (isInView) this.messages.note(level, text)
    else this.messages[level](text)
  }
}

export const [useAtelier, provideAtelier] = createContext<Atelier>()
