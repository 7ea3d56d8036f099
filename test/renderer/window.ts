import { onTestFinished } from 'vitest'
import { serveStudio } from '../../src-main/rpc/serve.ts'
import { Connection } from '../../src-renderer/rpc/connection.svelte.ts'
import { Messages } from '../../src-renderer/state/messages.svelte.ts'
import { StudioMirror } from '../../src-renderer/state/studio.svelte.ts'
import { portPair } from '../rpc/ports.ts'
import { testStudio, type TestStudio } from '../studio/studio.ts'

/** A window's connection and mirror on a real studio, over a real message channel. */
export interface TestWindow {
  given: TestStudio
  connection: Connection
  studio: StudioMirror
  messages: Messages
  /** Breaks the line, as a lost network would. */
  cut(): void
  /** Lets no new line be opened, or lets it again. */
  unplug(isUnplugged: boolean): void
}

/** Opens a window on a studio of its own, by default with the small workers of the tests. */
export async function testWindow(
  options: Parameters<typeof testStudio>[0] = {}
): Promise<TestWindow> {
  const given = testStudio(options)
  let cut = (): void => {}
  let isUnplugged = false
  const connection = new Connection({
    openPort: async () => {
      if (isUnplugged) throw new Error('unplugged')
      const [near, far] = portPair()
      onTestFinished(serveStudio(given.studio, near))
      cut = () => near.close()
      return far
    },
    isRefused: async () => false,
    onEvent: (event) => studio.handle(event),
    onOpen: () => void studio.refresh()
  })
  onTestFinished(() => connection.close())
  const studio: StudioMirror = new StudioMirror(connection.api)
  await connection.open()
  await studio.refresh()
  return {
    given,
    connection,
    studio,
    messages: new Messages(),
    cut: () => cut(),
    unplug: (value) => (isUnplugged = value)
  }
}
