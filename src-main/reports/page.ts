import { configDifference } from '../contract/config-difference.ts'
import { curves, short } from './page-curves.ts'
import { pageGrids } from './page-grids.ts'
import { colourOf, STYLE } from './page-style.ts'
import type { ReportedRun } from './reported-run.ts'

const CURVES = [
  ['generatorLoss', 'Loss of the generator'],
  ['discriminatorLoss', 'Loss of the discriminator'],
  ['realAccuracy', 'Accuracy on real pictures'],
  ['fakeAccuracy', 'Accuracy on generated pictures'],
  ['generatorGradient', 'Gradient norm of the generator'],
  ['discriminatorGradient', 'Gradient norm of the discriminator']
] as const

/**
 * One HTML page that needs no other file and no network: runs, what differs in their settings, the doctor's
 * verdicts, curves, measures, grids at the same images seen, and where they were trained. The same runs give
 * the same bytes.
 */
export function writePage(title: string, runs: readonly ReportedRun[], version: string): string {
  const sections: [heading: string, body: string][] = [
    ['Runs', runTable(runs)],
    ['What differs', differenceTable(runs)],
    ['What the doctor says', verdictTable(runs)],
    ['Measures', measureTable(runs)],
    [
      'Training',
      `<div class="curves">${CURVES.map(([column, name]) => curves(runs, column, name)).join('')}</div>`
    ],
    [runs.length === 1 ? 'The same z over time' : 'The same z in every run', gridTable(runs)],
    ['All settings', `<details><summary>Show them</summary>${settingTable(runs)}</details>`]
  ]
  const body = sections
    .filter(([, html]) => html !== '')
    .map(([heading, html]) => `<section><h2>${heading}</h2>${html}</section>`)
    .join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}</style></head>
<body><h1>${escape(title)}</h1><p class="quiet">Written by GAN Atelier ${escape(version)}.</p>
${body}
</body></html>
`
}

const headed = (runs: readonly ReportedRun[]): string[] =>
  runs.map(
    ({ run }, place) =>
      `<span class="mark" style="background:${colourOf(place)}"></span>${escape(run.name)}`
  )

function runTable(runs: readonly ReportedRun[]): string {
  const heads = headed(runs)
  const rows = runs.map(({ run, dataset }, place) => [
    heads[place]!,
    escape(dataset ? `${dataset.name} (${dataset.count} pictures)` : 'gone'),
    escape(run.preset),
    run.state,
    short(run.images),
    `${short(run.imagesPerSecond)}/s`,
    escape(engineWords(run.engine))
  ])
  return table(['Run', 'Data set', 'Preset', 'State', 'Images', 'Speed', 'Trained on'], rows)
}

function engineWords(engine: ReportedRun['run']['engine']): string {
  if (!engine) return ''
  return `TensorFlow ${engine.tensorflow}, ${engine.device}, ${engine.threads} threads`
}

function differenceTable(runs: readonly ReportedRun[]): string {
  if (runs.length < 2) return ''
  const differences = configDifference(runs.map(({ run }) => run.config))
  if (differences.length === 0) return '<p>Nothing: the runs have the same settings.</p>'
  return table(
    ['Setting', ...headed(runs)],
    differences.map(({ key, values }) => [
      key,
      ...values.map((value) => escape(String(value ?? '')))
    ])
  )
}

function settingTable(runs: readonly ReportedRun[]): string {
  const keys = [...new Set(runs.flatMap(({ run }) => Object.keys(run.config)))]
  return table(
    ['Setting', ...headed(runs)],
    keys.map((key) => [
      key,
      ...runs.map(({ run }) => escape(String((run.config as Record<string, unknown>)[key] ?? '')))
    ])
  )
}

function verdictTable(runs: readonly ReportedRun[]): string {
  if (runs.every(({ diagnosis }) => diagnosis === undefined)) return ''
  const heads = headed(runs)
  return table(
    ['Run', 'Verdict'],
    runs.map(({ diagnosis }, place) => [
      heads[place]!,
      diagnosis
        ? [diagnosis.sentence, ...diagnosis.verdicts.map(({ sentence }) => sentence)]
            .map(escape)
            .join('<br>')
        : ''
    ])
  )
}

function measureTable(runs: readonly ReportedRun[]): string {
  const newest = runs.map(({ evaluations }) => evaluations.at(-1))
  const measures = new Map(
    newest.flatMap((evaluation) => evaluation?.measures ?? []).map(({ id, title }) => [id, title])
  )
  if (measures.size === 0) return ''
  return table(
    ['Measure', ...headed(runs)],
    [...measures].map(([id, title]) => [
      escape(title),
      ...newest.map((evaluation) => {
        const found = evaluation?.measures.find((measure) => measure.id === id)
        if (!found) return ''
        const unit = found.real === undefined ? '' : `, real ${short(found.real)}`
        return `${short(found.value)} <span class="quiet">(${found.samples} samples${unit})</span>`
      })
    ])
  )
}

function gridTable(runs: readonly ReportedRun[]): string {
  const shown = runs.filter(({ grids }) => grids.length > 0)
  if (shown.length === 0) return ''
  const end = Math.min(...shown.map(({ run }) => run.images))
  const figures = shown.map(({ run, grids }) =>
    pageGrids(grids, end).map(({ images, png }) =>
      gridFigure(`${run.name} at ${images} images`, png)
    )
  )
  // Beside each other stand the runs; of a single one its moments.
  const rows =
    shown.length === 1 ? figures : figures[0]!.map((_, at) => figures.map((all) => all[at]!))
  return rows
    .map((row) => {
      const columns = `grid-template-columns:repeat(${row.length},minmax(0,1fr))`
      return `<div class="grids" style="${columns}">${row.join('')}</div>`
    })
    .join('')
}

function gridFigure(words: string, png: Uint8Array): string {
  const source = `data:image/png;base64,${Buffer.from(png).toString('base64')}`
  return `<figure><figcaption>${escape(words)}</figcaption><img alt="Samples of ${escape(words)}" src="${source}"></figure>`
}

/** Cells are HTML. */
function table(heads: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  return `<div class="scroll"><table><thead>${line(heads, 'th')}</thead><tbody>${rows
    .map((cells) => line(cells, 'td'))
    .join('')}</tbody></table></div>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]!)
}
