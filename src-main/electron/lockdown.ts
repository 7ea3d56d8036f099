import { app, session, shell, type WebContents } from 'electron'
import { isLoadable, isOutsideLink, isOwnPage } from './policy.ts'

/** Keeps every window, now and later, to our own pages and without permissions. */
export function setUpLockdown(): void {
  app.on('web-contents-created', (_, contents) => confine(contents))
  refusePermissions()
  // The policy of the pages says the same; this also holds for what they might forget.
  session.defaultSession.webRequest.onBeforeRequest((request, answer) =>
    answer({ cancel: !isLoadable(request.url) })
  )
}

function confine(contents: WebContents): void {
  // A dropped file or a link would otherwise replace the page.
  contents.on('will-navigate', (event, url) => {
    if (!isOwnPage(url)) event.preventDefault()
  })
  // Our protocol never redirects.
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Opens a link in the person's browser, if it leads to one of the few places we link to. */
export function openOutside(url: string): void {
  if (isOutsideLink(url)) void shell.openExternal(url)
}

// Electron grants everything unless told otherwise.
function refusePermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
}
