// Eight that the colour-blind tell apart (Okabe and Ito 2008, and two more), dark enough for white.
const SERIES = ['#1f86c4', '#b87a00', '#007a59', '#8f8400', '#a8437f', '#c44a00', '#2f4fc0', '#666']

/** The colour of a run by its place. */
export function colourOf(place: number): string {
  return SERIES[place % SERIES.length]!
}

/** The page's style: one column of text, tables that scroll by themselves, dark where the reader wants it. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1d1f23; --quiet: #565b64; --line: #d9dce1; --ground: #fff }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --quiet: #a5abb5; --line: #383c44; --ground: #17191d } }
body { margin: 0 auto; max-width: 1200px; padding: 32px 24px 64px; background: var(--ground); color: var(--text); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums }
h1 { font-size: 22px; margin: 0 0 4px } h2 { font-size: 16px; margin: 40px 0 12px } p { margin: 4px 0; max-width: 75ch }
.quiet, figcaption { color: var(--quiet) } figcaption { font-size: 12px; margin-bottom: 4px }
.scroll { overflow-x: auto } table { border-collapse: collapse } th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; white-space: nowrap } td.figure { text-align: right }
.curves { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 20px } figure { margin: 0 }
svg { width: 100%; height: auto } svg line { stroke: var(--line) } svg text { fill: var(--quiet); font: 11px system-ui, sans-serif }
.mark { display: inline-block; width: 10px; height: 10px; border-radius: 5px; margin-right: 8px }
.grids { display: grid; gap: 12px } .grids img { width: 100%; max-width: 400px; image-rendering: pixelated }
@media print { body { max-width: none } h2 { break-after: avoid } figure { break-inside: avoid } }
`
