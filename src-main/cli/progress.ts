// Leaves room for a name and the time on a terminal of 80 columns.
const BAR_WIDTH = 24

/** `faces  ██████░░░░  41 %  12 min left`, no longer than the terminal is wide. */
export function progressLine(
  label: string,
  done: number,
  total: number,
  etaSeconds: number | undefined,
  columns: number
): string {
  if (total <= 0) return `${label} …`.slice(0, columns - 1)
  const share = Math.min(done / total, 1)
  const filled = Math.round(share * BAR_WIDTH)
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
  const percent = `${Math.floor(share * 100)} %`.padStart(5)
  const left = etaSeconds === undefined ? '' : `  ${formatDuration(etaSeconds)} left`
  return `${label}  ${bar} ${percent}${left}`.slice(0, columns - 1)
}

/** `9 s`, `12 min`, `1 h 20 min`: as precise as a forecast can honestly be. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`
}
