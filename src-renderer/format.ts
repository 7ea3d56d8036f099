import type { EngineRecord } from '../src-main/contract/models.ts'

const COUNT = new Intl.NumberFormat('en-US')
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

/** 1440 → "1,440". */
export function formatCount(value: number): string {
  return COUNT.format(value)
}

/** 1, "picture" → "1 picture"; 1440 → "1,440 pictures". */
export function formatCountOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${COUNT.format(value)} ${value === 1 ? singular : plural}`
}

/** A share as whole percent, rounded down so that only what is complete says 100. */
export function formatPercent(done: number, total: number): string {
  if (total <= 0) return ''
  return `${Math.floor(Math.min(1, done / total) * 100)} %`
}

/** A share to a tenth of a percent: 0.0684 → "6.8 %". */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Seconds with no more precision than a forecast has: "40 s", "6 min", "2 h 10 min", "3 days". */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  if (minutes < 48 * 60) {
    const rest = minutes % 60
    return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
  }
  return `${Math.round(minutes / 60 / 24)} days`
}

/** Three significant digits, for losses and times of a step. */
export function formatFigure(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  return size >= 1000 || size < 0.001 ? value.toExponential(1) : value.toPrecision(3)
}

/** A latent number to two places, the middle without a sign. */
export function formatLatent(value: number): string {
  // Adding 0 makes the -0 that rounding may leave an ordinary one.
  return (Math.round(value * 100) / 100 + 0).toFixed(2)
}

/** Images per second, "642 images/s". */
export function formatSpeed(imagesPerSecond: number): string {
  const value =
    imagesPerSecond < 10 ? imagesPerSecond.toFixed(1) : formatCount(Math.round(imagesPerSecond))
  return `${value} images/s`
}

/** A file's length: "512 bytes", "84 kB", "1.2 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCountOf(bytes, 'byte')
  const [value, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB']
  return `${value < 9.95 ? value.toFixed(1) : formatCount(Math.round(value))} ${unit}`
}

/** "today 14:05" or "3 May 2026, 14:05". */
export function formatMoment(milliseconds: number, now = Date.now()): string {
  const day = DAY.format(milliseconds)
  const time = TIME.format(milliseconds)
  return day === DAY.format(now) ? `today ${time}` : `${day}, ${time}`
}

/** The last name of a path, of either system's kind. */
export function baseName(path: string): string {
  const names = path.split(/[/\\]/).filter((name) => name !== '')
  return names.at(-1) ?? path
}

/** A path inside a folder, joined as that folder's own path is written. */
export function joinPath(folder: string, ...names: string[]): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/'
  return [folder.replace(/[/\\]+$/, ''), ...names].join(separator)
}

/** What a run is trained on: `GPU`, `CPU ×4` or, in plain JavaScript, `Slow engine`. */
export function formatDevice({ device, threads, slow }: EngineRecord): string {
  if (slow) return 'Slow engine'
  return device === 'gpu' ? 'GPU' : `CPU ×${threads}`
}
