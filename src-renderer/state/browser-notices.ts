import type { NoticeSystem } from './notices.svelte.ts'

/** The browser this page is in; a page that came without encryption from another machine is always refused. */
export const browserNotices: NoticeSystem = {
  permission: () => (typeof Notification === 'undefined' ? 'denied' : Notification.permission),
  ask: async () =>
    typeof Notification === 'undefined' ? 'denied' : await Notification.requestPermission(),
  show: ({ title, body }, onclick) => {
    const notice = new Notification(title, { body })
    notice.onclick = () => {
      window.focus()
      onclick()
    }
  },
  isWatched: () => document.visibilityState === 'visible' && document.hasFocus()
}
