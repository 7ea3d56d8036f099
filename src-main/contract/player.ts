import type { AdvanceToys, OpenToys, ToyFrame, ToyRoom } from './play-live.ts'
import type { PlayResult, PlaySettings } from './play.ts'

/** Calls the player answers, who trains toys on one thread: more only get in each other's way. */
export interface PlayerApi {
  play(task: PlaySettings & { job: string }): Promise<PlayResult[]>
  /** Opens a room under this name, and closes those that were not used for longest where there are too many. */
  openToys(room: string, toys: OpenToys): Promise<ToyRoom>
  /** Throws `play/unknown` where there is no such room. */
  advanceToys(how: AdvanceToys): Promise<ToyFrame[]>
  closeToys(room: string): Promise<void>
  cancel(job: string): Promise<void>
}

/** Calls the player makes while it works. */
export interface PlayerEvents {
  onProgress(event: { job: string; done: number; total: number }): void
}
